using CalendarApi.Bodies;
using TeamCalendars.Events;

namespace CalendarApi.Events;

internal sealed record RecurrenceBody
{
    public IReadOnlyList<string?>? Rules { get; init; }
    public IReadOnlyList<string?>? Dates { get; init; }
    public IReadOnlyList<string?>? ExceptionDates { get; init; }
    public IReadOnlyList<string?>? OverriddenDates { get; init; }

    /// <returns>Null when the body has no recurrence: a single event.</returns>
    public Recurrence? Read(FieldErrors errors)
    {
        var recurrence = new Recurrence
        {
            Rules = TextList.Read("recurrence.rules", Rules, errors),
            Dates = TextList.Read("recurrence.dates", Dates, errors),
            ExceptionDates = TextList.Read("recurrence.exceptionDates", ExceptionDates, errors),
            OverriddenDates = TextList.Read("recurrence.overriddenDates", OverriddenDates, errors),
        };
        return recurrence is { Rules: [], Dates: [], ExceptionDates: [], OverriddenDates: [] } ? null : recurrence;
    }
}
