using TeamCalendars.Events;

namespace CalendarApi.Events;

/// <summary>The recurrence of an event, in the terms of RFC 5545.</summary>
/// <param name="Rules">RRULE values.</param>
/// <param name="Dates">Additional starts; <c>start/end</c> for one with a length of its own.</param>
/// <param name="ExceptionDates">Starts of removed occurrences.</param>
/// <param name="OverriddenDates">Starts that an override replaces.</param>
internal sealed record RecurrenceJson(
    IReadOnlyList<string> Rules, IReadOnlyList<string> Dates, IReadOnlyList<string> ExceptionDates, IReadOnlyList<string> OverriddenDates)
{
    public static RecurrenceJson? From(Recurrence? recurrence) => recurrence is null
        ? null
        : new(recurrence.Rules, recurrence.Dates, recurrence.ExceptionDates, recurrence.OverriddenDates);
}
