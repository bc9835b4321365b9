using CalendarApi.Bodies;
using CalendarStore;

namespace CalendarApi.Events;

internal sealed record RecurrenceBody
{
    public IReadOnlyList<string?>? Rules { get; init; }
    public IReadOnlyList<string?>? Dates { get; init; }
    public IReadOnlyList<string?>? ExceptionDates { get; init; }
    public IReadOnlyList<string?>? OverriddenDates { get; init; }

    public Recurrence Read(FieldErrors errors) => new()
    {
        Rules = TextList.Read("recurrence.rules", Rules, errors),
        Dates = TextList.Read("recurrence.dates", Dates, errors),
        ExceptionDates = TextList.Read("recurrence.exceptionDates", ExceptionDates, errors),
        OverriddenDates = TextList.Read("recurrence.overriddenDates", OverriddenDates, errors),
    };
}
