namespace TeamCalendars.Rights;

/// <summary>A user of the tenant, as far as rights depend on it.</summary>
/// <param name="Id">The user's Entra object id (<c>oid</c>).</param>
/// <param name="IsAdministrator">Whether the user has the app role <c>Calendar.Admin</c>. An administrator has the rights of an owner in each calendar.</param>
public readonly record struct Member(string Id, bool IsAdministrator = false);
