using TeamCalendars.Events;

namespace CalendarApi.Events;

/// <summary>How an event repeats, in RFC 5545's terms.</summary>
/// <param name="Rules">RRULE values.</param>
/// <param name="Dates">Additional starts.</param>
/// <param name="ExceptionDates">Starts that were taken out.</param>
/// <param name="OverriddenDates">Starts that another event replaces.</param>
internal sealed record RecurrenceJson(
    IReadOnlyList<string> Rules, IReadOnlyList<string> Dates, IReadOnlyList<string> ExceptionDates, IReadOnlyList<string> OverriddenDates)
{
    public static RecurrenceJson? From(Recurrence? recurrence) => recurrence is null
        ? null
        : new(recurrence.Rules, recurrence.Dates, recurrence.ExceptionDates, recurrence.OverriddenDates);
}
