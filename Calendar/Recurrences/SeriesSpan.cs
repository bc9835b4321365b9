using NodaTime;
using TeamCalendars.Events;

namespace TeamCalendars.Recurrences;

internal static class SeriesSpan
{
    /// <summary>How many occurrences are worth counting to find the last one; a longer series is taken as endless.</summary>
    private const int MaxCounted = 400;

    /// <summary>Enough for fifty years of one occurrence each. It is spent for each rule of each event that is written, so it is a tenth of what a read may spend.</summary>
    private const int Steps = 20_000;

    /// <param name="first">The span of the event's own time, its first occurrence.</param>
    public static EventSpan Of(EventTime time, Recurrence recurrence, EventSpan first)
    {
        var length = first.End - first.Start;
        var (start, end) = (first.Start, first.End);
        foreach (var text in recurrence.Dates)
        {
            var date = EventTimes.ParseDate(text);
            start = Math.Min(start, Ticks(date.PlusDays(-2)));
            end = Math.Max(end, EventTimes.ParseEnd(text) is { } own ? End(own, 1) : End(date, length));
        }

        foreach (var rule in recurrence.Rules)
        {
            end = Math.Max(end, LastStart(rule, time) is { } last ? End(last, length) : long.MaxValue);
        }

        return new EventSpan(start, end);
    }

    /// <summary>A wall time after which the rule gives nothing; null when it is endless, or when finding its last occurrence would take too long.</summary>
    public static LocalDateTime? LastStart(string text, EventTime time)
    {
        var rule = RuleText.Read(text, time);
        if (rule.Until is { } until)
        {
            return until;
        }

        if (rule.Count is null or > MaxCounted)
        {
            return null;
        }

        var budget = new ExpansionBudget(CancellationToken.None, Steps);
        var last = RuleExpansion.Starts(rule, time, time.WallStart(), Occurrences.Latest, budget).LastOrDefault(time.WallStart());
        return budget.Stopped ? null : last;
    }

    /// <summary>Two days more cover every zone.</summary>
    private static long End(LocalDateTime start, long length) => Ticks(start.PlusDays(2)) + length;

    private static long Ticks(LocalDateTime time) => time.InUtc().ToInstant().ToUnixTimeTicks();
}
