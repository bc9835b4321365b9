using CalendarApi.Changes;
using CalendarApi.Revisions;
using CalendarApi.Wire;
using TeamCalendars.Calendars;

namespace CalendarApi.Calendars;

/// <summary>A calendar on the wire.</summary>
/// <param name="Id">Its id within the tenant.</param>
/// <param name="Name">1 to 200 characters.</param>
/// <param name="Description">Up to 4,000 characters.</param>
/// <param name="Color"><c>#rrggbb</c>.</param>
/// <param name="TimeZone">The default IANA zone of new events.</param>
/// <param name="Etag">The revision, with its quotes, as <c>If-Match</c> takes it.</param>
/// <param name="Version">The tenant's version after the last write of this calendar.</param>
/// <param name="UpdatedAt">The time of that write.</param>
/// <param name="UpdatedBy">The Entra object id of the user that made that write.</param>
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
