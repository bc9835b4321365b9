using Ical.Net;
using Ical.Net.DataTypes;
using Ical.Net.Evaluation;
using NodaTime;
using TeamCalendars.Events;
using Period = NodaTime.Period;

namespace TeamCalendars.Recurrences;

internal static class RuleExpansion
{
    /// <summary>The wall times that the rule gives, in order, lazily: an endless rule is endless.</summary>
    /// <param name="from">What starts before may be left out.</param>
    public static IEnumerable<LocalDateTime> Starts(string rule, EventTime time, LocalDateTime from)
    {
        var allDay = time is EventTime.AllDay;
        var first = time.WallStart();
        var pattern = RuleText.Read(rule, time);
        var (early, steps) = Search(pattern.Frequency);
        from -= early;
        // It counts whole seconds.
        var fraction = Period.FromNanoseconds(first.NanosecondOfSecond);
        using var periods = new RecurrencePatternEvaluator((RecurrenceRule)pattern)
            .Evaluate(RuleText.Calendar(first, allDay), from > first ? RuleText.Calendar(from, allDay) : null, new EvaluationOptions { MaxUnmatchedIncrementsLimit = steps })
            .GetEnumerator();
        while (MoveNext(periods))
        {
            yield return LocalDateTime.FromDateTime(periods.Current.StartTime.Value) + fraction;
        }
    }

    /// <summary>
    /// How much earlier the library is to begin than asked, because it may leave out what is near the beginning (a week 53 that reaches into the
    /// next year), and how many steps in a row may bring nothing: more than the 12 years to 29 February over a century that is no leap year, or
    /// the 40 to one that is a Monday. A rule such as 30 February ends there instead of being searched forever.
    /// </summary>
    private static (Period Early, int Steps) Search(FrequencyType frequency) => frequency switch
    {
        FrequencyType.Yearly => (Period.FromDays(400), 500),
        FrequencyType.Monthly => (Period.FromDays(40), 1_000),
        FrequencyType.Weekly => (Period.FromDays(8), 3_000),
        _ => (Period.FromDays(1), 10_000),
    };

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
