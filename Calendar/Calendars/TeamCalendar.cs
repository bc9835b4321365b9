using TeamCalendars.Writes;

namespace TeamCalendars.Calendars;

/// <summary>A calendar as stored.</summary>
public sealed record TeamCalendar
{
    public required CalendarId Id { get; init; }
    public required CalendarContent Content { get; init; }
    public required Revision Revision { get; init; }
}
