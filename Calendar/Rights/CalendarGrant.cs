namespace TeamCalendars.Rights;

/// <summary>A role in a calendar that somebody has.</summary>
/// <param name="To">The id of a person's account (its object id in Entra ID), or <see cref="Everyone"/>.</param>
public sealed record CalendarGrant(CalendarRole Role, string To)
{
    /// <summary>All users of the tenant.</summary>
    public const string Everyone = "everyone";
}
