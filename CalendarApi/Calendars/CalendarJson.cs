using CalendarApi.Changes;
using CalendarApi.Revisions;
using CalendarApi.Wire;
using TeamCalendars.Calendars;
using TeamCalendars.Rights;

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
/// <param name="UpdatedBy">The Entra object id of the user that made that write; absent for those who see times only.</param>
internal sealed record CalendarJson(
    string Id,
    string Name,
    string? Description,
    string? Color,
    string TimeZone,
    string Etag,
    long Version,
    string UpdatedAt,
    string? UpdatedBy) : ChangedCalendarJson
{
    /// <summary>
    /// What the caller may do with it: <c>owner</c>, <c>editor</c>, <c>reader</c>, or <c>freeBusy</c> (see when there are events, and nothing else of them).
    /// <c>none</c> only in the answer to a write by which the caller gave up its own access.
    /// </summary>
    public required string Role { get; init; }

    /// <summary>Who may do what. Only owners get it; absent in the calendar of an older store, which everyone edits.</summary>
    public IReadOnlyList<GrantJson>? Access { get; init; }

    /// <summary>In changes: true when the caller sees more or less of the calendar than at the sync token. The events that did not change are not listed, so the client does a full read.</summary>
    public bool? ReadInFull { get; init; }

    public static CalendarJson From(TeamCalendar calendar, Member member) => From(calendar, CalendarView.Of(calendar.Content, member));

    /// <summary>The answer to a write. A client that gave up something by it must not take it for all that changed.</summary>
    public static CalendarJson Written(TeamCalendar calendar, Member member) =>
        CalendarView.Of(calendar.Content, member) is var view && view.Since == calendar.Revision.Version ? From(calendar, view) with { ReadInFull = true } : From(calendar, view);

    public static CalendarJson From(TeamCalendar stored, CalendarView view)
    {
        var calendar = view.See(stored);
        return new(
            calendar.Id.Value,
            calendar.Content.Name,
            calendar.Content.Description,
            calendar.Content.Color,
            calendar.Content.TimeZone,
            EntityTag.Quote(calendar.Revision.ETag),
            calendar.Revision.Version,
            WireTime.Instant.Format(calendar.Revision.At),
            calendar.Revision.By.Length == 0 ? null : calendar.Revision.By)
        {
            Role = CalendarRoles.NameOf(view.Role),
            Access = GrantJson.From(calendar.Content.Access),
        };
    }
}
