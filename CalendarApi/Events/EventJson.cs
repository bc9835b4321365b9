using CalendarApi.Changes;
using CalendarApi.Revisions;
using CalendarApi.Wire;
using TeamCalendars.Events;

namespace CalendarApi.Events;

/// <summary>An event on the wire.</summary>
/// <param name="Id">Its id within the calendar.</param>
/// <param name="CalendarId">The calendar's id.</param>
/// <param name="Title">1 to 200 characters; <c>Busy</c> for those who see times only, who get no more of an event than its times.</param>
/// <param name="Description">Up to 8,000 characters.</param>
/// <param name="Location">Up to 500 characters.</param>
/// <param name="AllDay">Whether start and end are dates.</param>
/// <param name="Start">A wall time in the event's zone, or a date.</param>
/// <param name="End">The same, exclusive.</param>
/// <param name="TimeZone">The IANA zone of start and end; absent for all-day events.</param>
/// <param name="Category">Up to 64 characters.</param>
/// <param name="Color"><c>#rrggbb</c>; if absent, the calendar's color applies.</param>
/// <param name="Assignees">The ids of the people and resources of the directory that the event is for. The id of a person who was deleted stays until somebody removes it.</param>
/// <param name="Recurrence">The recurrence of a series; absent for a single event.</param>
/// <param name="Uid">The iCalendar UID of an imported event.</param>
/// <param name="RecurrenceId">For an override: the original start of the occurrence that it replaces. With a recurrence it replaces that occurrence and all later ones.</param>
/// <param name="Etag">The revision, with its quotes, as <c>If-Match</c> takes it.</param>
/// <param name="Version">The tenant's version after the last write of this event, or after the later change of access since which the caller sees so much of it.</param>
/// <param name="UpdatedAt">The time of that write.</param>
/// <param name="UpdatedBy">The Entra object id of the user that made that write; absent for those who see times only.</param>
internal sealed record EventJson(
    string Id,
    string CalendarId,
    string Title,
    string? Description,
    string? Location,
    bool AllDay,
    string Start,
    string End,
    string? TimeZone,
    string? Category,
    string? Color,
    IReadOnlyList<string> Assignees,
    RecurrenceJson? Recurrence,
    string? Uid,
    string? RecurrenceId,
    string Etag,
    long Version,
    string UpdatedAt,
    string? UpdatedBy) : ChangedEventJson
{
    /// <summary>The version of an imported event (SEQUENCE, RFC 5545 §3.8.7.4); absent for 0. A file with an older version does not overwrite it.</summary>
    public int? Sequence { get; init; }

    /// <summary>True for an event that was cancelled. It has no occurrences.</summary>
    public bool? Cancelled { get; init; }

    /// <summary>
    /// The VTIMEZONE component (RFC 5545 §3.6.5) by which start, end and the dates of the recurrence are read, if an imported series is in a zone that the
    /// tz database does not have; <c>timeZone</c> is then only the zone that comes nearest. Occurrences are computed with these rules.
    /// </summary>
    public string? TimeZoneRules { get; init; }

    /// <summary>The occurrences in the requested window; absent if no window was requested.</summary>
    public IReadOnlyList<OccurrenceJson>? Occurrences { get; init; }

    /// <summary>True when the window has more occurrences than are listed; request a smaller window.</summary>
    public bool? OccurrencesTruncated { get; init; }

    public static EventJson From(CalendarEvent item)
    {
        var content = item.Content;
        var (start, end, zone) = Spell(content.Time);
        return new(
            item.Id.Value,
            item.CalendarId.Value,
            content.Title,
            content.Description,
            content.Location,
            content.Time is EventTime.AllDay,
            start,
            end,
            zone,
            content.Category,
            content.Color,
            [.. content.Assignees.Select(person => person.Value)],
            RecurrenceJson.From(content.Recurrence),
            content.Uid,
            content.RecurrenceId,
            EntityTag.Quote(item.Revision.ETag),
            item.Revision.Version,
            WireTime.Instant.Format(item.Revision.At),
            item.Revision.By.Length == 0 ? null : item.Revision.By)
        {
            Sequence = content.Sequence == 0 ? null : content.Sequence,
            Cancelled = content.Cancelled ? true : null,
            TimeZoneRules = (content.Time as EventTime.Zoned)?.Rules?.Text,
        };
    }

    public static (string Start, string End, string? Zone) Spell(EventTime time) => time switch
    {
        EventTime.Zoned zoned => (WireTime.WallTime.Format(zoned.Start), WireTime.WallTime.Format(zoned.End), zoned.TimeZone),
        EventTime.AllDay days => (WireTime.Date.Format(days.Start), WireTime.Date.Format(days.End), null),
        _ => throw new InvalidOperationException($"Unknown kind of event time: {time.GetType()}."),
    };
}
