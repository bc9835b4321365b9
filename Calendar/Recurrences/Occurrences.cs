using NodaTime;
using TeamCalendars.Events;

namespace TeamCalendars.Recurrences;

/// <summary>When an event happens: its series, computed. Pure.</summary>
public static class Occurrences
{
    /// <summary>No occurrence starts later. Beyond the years that <see cref="EventRules"/> allow, well within those that can be computed with.</summary>
    internal static readonly LocalDateTime Latest = new(EventRules.LastYear + 100, 1, 1, 0, 0);

    private static readonly LocalDateTime Earliest = new(EventRules.FirstYear - 100, 1, 1, 0, 0);

    /// <summary>A day and a bit covers the offset of any zone, and how far a gap moves a wall time.</summary>
    private static readonly Period Slack = Period.FromDays(2);

    /// <summary>Making an occurrence, or reading a date of the series, takes as long as looking at some days.</summary>
    private const int StepsPerOccurrence = 5;

    /// <summary>
    /// The occurrences that have an instant in the window, by start: those of the rules and dates, and the event's own start always
    /// (RFC 5545 §3.8.5.3 leaves undefined what a start outside its own rule means), without the exception dates and the overridden ones,
    /// which are events of their own. Whole days are taken one day more generously on either side, as the reader's zone is not known.
    /// </summary>
    /// <param name="limit">At least 1.</param>
    /// <param name="budget">When the event has used its steps, the result has what was found so far.</param>
    public static OccurrencesResult Expand(EventContent content, Interval window, int limit, ExpansionBudget budget)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        budget.BeginEvent();
        if (content.Cancelled)
        {
            return new OccurrencesResult([], Truncated: false);
        }

        var time = content.Time;
        var found = content.Recurrence is { } recurrence
            ? Found(time, recurrence, window, limit, budget)
            : [.. new[] { time.At(time.WallStart()) }.Where(occurrence => Meets(occurrence, window))];
        // A wall time that a DST change skips can be the same instant as a later one: it is one occurrence.
        var items = found.OrderBy(occurrence => occurrence.Start).DistinctBy(occurrence => occurrence.Start).Take(limit + 1).ToList();
        return new OccurrencesResult([.. items.Take(limit)], Truncated: items.Count > limit || budget.Stopped);
    }

    private static List<Occurrence> Found(EventTime time, Recurrence recurrence, Interval window, int limit, ExpansionBudget budget)
    {
        if (!budget.TrySpend(StepsPerOccurrence * (recurrence.Dates.Length + recurrence.ExceptionDates.Length + recurrence.OverriddenDates.Length)))
        {
            return [];
        }

        var own = time.At(time.WallStart());
        var length = Period.Between(time.WallStart(), own.WallEnd(), PeriodUnits.Days | PeriodUnits.Nanoseconds);
        var from = LocalDateTime.Max(Earliest, window.HasStart ? window.Start.InUtc().LocalDateTime : Earliest) - Slack - length;
        var to = LocalDateTime.Min(Latest, window.HasEnd ? window.End.InUtc().LocalDateTime : Latest) + Slack;
        var without = recurrence.ExceptionDates.Concat(recurrence.OverriddenDates).Select(EventTimes.ParseDate).ToHashSet();

        var found = new Dictionary<(LocalDateTime Start, bool Again), Occurrence>();
        var periods = recurrence.Dates.Where(date => EventTimes.ParseEnd(date) is not null).DistinctBy(EventTimes.ParseDate).ToDictionary(EventTimes.ParseDate, date => EventTimes.ParseEnd(date)!.Value);
        foreach (var (start, end) in periods)
        {
            if (!without.Contains(start) && time.At(start, end) is var occurrence && Meets(occurrence, window))
            {
                found.Add((start, false), occurrence);
            }
        }

        IEnumerable<IEnumerable<LocalDateTime>> sources =
        [
            [time.WallStart()],
            recurrence.Dates.Select(EventTimes.ParseDate).Distinct().Order(),
            .. recurrence.Rules.Select(rule => RuleExpansion.Starts(RuleText.Read(rule, time), time, from, to, budget)),
        ];
        foreach (var source in sources)
        {
            // Each source may fill the answer alone.
            var left = limit + 1;
            LocalDateTime? last = null;
            foreach (var start in source)
            {
                var again = start <= last;
                last = again ? last : start;
                if (left == 0 || start >= to || !budget.TrySpend(StepsPerOccurrence))
                {
                    break;
                }

                if (start >= from && !without.Contains(start) && !periods.ContainsKey(start) && time.At(start, again) is var occurrence && Meets(occurrence, window))
                {
                    found.TryAdd((start, again), occurrence);
                    left--;
                }
            }
        }

        return [.. found.Values];
    }

    private static bool Meets(Occurrence occurrence, Interval window)
    {
        var slack = occurrence.Time is EventTime.AllDay ? Duration.FromDays(1) : Duration.Zero;
        var afterStart = !window.HasStart
            || occurrence.End + slack > window.Start
            || occurrence.Start == occurrence.End && occurrence.Start >= window.Start;
        return afterStart && (!window.HasEnd || occurrence.Start - slack < window.End);
    }

    private static LocalDateTime WallEnd(this Occurrence occurrence) => occurrence.Time switch
    {
        EventTime.Zoned timed => timed.End,
        EventTime.AllDay days => days.End.AtMidnight(),
        _ => throw new InvalidOperationException("An event's time is wall times or whole days."),
    };
}
