namespace CalendarApi.Authentication;

/// <summary>The claims that the API reads, by their names in the access token (inbound claim mapping is off).</summary>
internal static class ClaimNames
{
    public const string Tenant = "tid";
    public const string ObjectId = "oid";
    public const string Scope = "scp";
    public const string Expires = "exp";
    public const string Roles = "roles";
    public const string Name = "name";
    public const string UserPrincipalName = "preferred_username";

    /// <summary>A value of <see cref="Roles"/>: the app role of those who manage the tenant's directory (docs/entra.md).</summary>
    public const string Administrator = "Calendar.Admin";
}
