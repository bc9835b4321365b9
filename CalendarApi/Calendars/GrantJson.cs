using TeamCalendars.Rights;

namespace CalendarApi.Calendars;

/// <summary>A role in a calendar that somebody has.</summary>
/// <param name="Role"><c>owner</c>, <c>editor</c>, <c>reader</c> or <c>freeBusy</c>.</param>
/// <param name="To">The object id of an account, or <c>everyone</c>: all users of the tenant.</param>
internal sealed record GrantJson(string Role, string To)
{
    public static IReadOnlyList<GrantJson>? From(CalendarAccess? access) =>
        access is null ? null : [.. access.Grants.Select(grant => new GrantJson(CalendarRoles.NameOf(grant.Role), grant.To))];
}
