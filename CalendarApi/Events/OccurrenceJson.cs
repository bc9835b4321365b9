using CalendarApi.Wire;
using TeamCalendars.Events;
using TeamCalendars.Recurrences;

namespace CalendarApi.Events;

/// <summary>One occurrence of an event: instants, or dates for an all-day event (end exclusive).</summary>
internal sealed record OccurrenceJson(string Start, string End)
{
    public static OccurrenceJson From(Occurrence occurrence) => occurrence.Time is EventTime.AllDay days
        ? new(WireTime.Date.Format(days.Start), WireTime.Date.Format(days.End))
        : new(WireTime.Instant.Format(occurrence.Start), WireTime.Instant.Format(occurrence.End));
}
