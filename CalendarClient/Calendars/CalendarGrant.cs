namespace CalendarClient;

/// <summary>A role in a calendar that somebody has. Of several grants the strongest counts.</summary>
/// <param name="Role">One of <see cref="CalendarRoles"/>.</param>
/// <param name="To">The Entra object id of a user, or <see cref="Everyone"/>.</param>
public sealed record CalendarGrant(string Role, string To)
{
    /// <summary>All users of the tenant.</summary>
    public const string Everyone = "everyone";
}
