using CalendarApi.Changes;
using CalendarApi.Revisions;
using CalendarApi.Wire;
using TeamCalendars.Calendars;

namespace CalendarApi.Calendars;

/// <summary>A calendar, as told.</summary>
/// <param name="Id">Its id within the tenant.</param>
/// <param name="Name">1 to 200 characters.</param>
/// <param name="Description">Up to 4,000 characters.</param>
/// <param name="Color"><c>#rrggbb</c>.</param>
/// <param name="TimeZone">The IANA zone that new events start with.</param>
/// <param name="Etag">The revision, with its quotes: what <c>If-Match</c> takes.</param>
/// <param name="Version">The tenant's version after the last write of this calendar.</param>
/// <param name="UpdatedAt">When that was.</param>
/// <param name="UpdatedBy">The Entra object id of who did it.</param>
internal sealed record CalendarJson(
    string Id,
    string Name,
    string? Description,
    string? Color,
    string TimeZone,
    string Etag,
    long Version,
    string UpdatedAt,
    string UpdatedBy) : ChangedCalendarJson
{
    public static CalendarJson From(TeamCalendar calendar) => new(
        calendar.Id.Value,
        calendar.Content.Name,
        calendar.Content.Description,
        calendar.Content.Color,
        calendar.Content.TimeZone,
        EntityTag.Quote(calendar.Revision.ETag),
        calendar.Revision.Version,
        WireTime.Instant.Format(calendar.Revision.At),
        calendar.Revision.By);
}
