using Ical.Net.DataTypes;
using Ical.Net.Evaluation;
using NodaTime;
using Period = NodaTime.Period;

namespace CalendarStore;

internal static class RuleExpansion
{
    /// <summary>
    /// Steps in a row that may bring nothing. Enough for a leap day every 8 years by the day, and for one month of the year by the hour;
    /// a rule such as 30 February ends here instead of searching forever.
    /// </summary>
    private const int MaxStepsWithoutResult = 10_000;

    private static readonly EvaluationOptions Options = new() { MaxUnmatchedIncrementsLimit = MaxStepsWithoutResult };

    /// <summary>The wall times that the rule gives, in order, lazily: an endless rule is endless.</summary>
    /// <param name="from">What starts before may be left out.</param>
    public static IEnumerable<LocalDateTime> Starts(string rule, EventTime time, LocalDateTime from)
    {
        var allDay = time is EventTime.AllDay;
        var first = time.WallStart();
        var pattern = RuleText.Read(rule, time);
        // The library may leave out what is near the beginning of its search in a rule with week numbers: it begins early.
        from = from.PlusDays(-400);
        // It counts whole seconds.
        var fraction = Period.FromNanoseconds(first.NanosecondOfSecond);
        using var periods = new RecurrencePatternEvaluator((RecurrenceRule)pattern)
            .Evaluate(RuleText.Calendar(first, allDay), from > first ? RuleText.Calendar(from, allDay) : null, Options)
            .GetEnumerator();
        while (MoveNext(periods))
        {
            yield return LocalDateTime.FromDateTime(periods.Current.StartTime.Value) + fraction;
        }
    }

    private static bool MoveNext(IEnumerator<Ical.Net.DataTypes.Period> periods)
    {
        try
        {
            return periods.MoveNext();
        }
        // Nothing for too long, or beyond the calendar's last year: the rule has no more to give.
        catch (Exception exception) when (exception is EvaluationException or ArgumentOutOfRangeException or OverflowException)
        {
            return false;
        }
    }
}
