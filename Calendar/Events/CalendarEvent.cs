using TeamCalendars.Calendars;
using TeamCalendars.Writes;

namespace TeamCalendars.Events;

/// <summary>An event as stored: a single one, a series, or the replacement of one occurrence.</summary>
public sealed record CalendarEvent
{
    public required CalendarId CalendarId { get; init; }
    public required EventId Id { get; init; }
    public required EventContent Content { get; init; }
    public required Revision Revision { get; init; }
}
