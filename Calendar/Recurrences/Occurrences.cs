using NodaTime;
using TeamCalendars.Events;

namespace TeamCalendars.Recurrences;

/// <summary>When an event happens: its series, computed. Pure.</summary>
public static class Occurrences
{
    /// <summary>A day and a bit covers the offset of any zone, and how far a gap moves a wall time.</summary>
    private static readonly Period Slack = Period.FromDays(2);

    /// <summary>Around the years that <see cref="EventRules"/> allow, well within those that can be computed with.</summary>
    private static readonly Instant Earliest = Instant.FromUtc(900, 1, 1, 0, 0);
    private static readonly Instant Latest = Instant.FromUtc(2600, 1, 1, 0, 0);

    /// <summary>
    /// The occurrences that have an instant in the window, by start: those of the rules and dates, and the event's own start always
    /// (RFC 5545 §3.8.5.3 leaves undefined what a start outside its own rule means), without the exception dates and the overridden ones,
    /// which are events of their own. Whole days are taken one day more generously on either side, as the reader's zone is not known.
    /// </summary>
    /// <param name="limit">At least 1.</param>
    public static OccurrencesResult Expand(CalendarEvent item, Interval window, int limit) => Expand(item.Content, window, limit);

    /// <inheritdoc cref="Expand(CalendarEvent, Interval, int)"/>
    public static OccurrencesResult Expand(EventContent content, Interval window, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var time = content.Time;
        var taken = content.Recurrence is { } recurrence
            ? Starts(time, recurrence, window, limit).Select(start => time.At(start))
            : [time.At(time.WallStart())];
        var items = taken.Where(occurrence => Meets(occurrence, window)).OrderBy(occurrence => occurrence.Start).Take(limit + 1).ToList();
        return new OccurrencesResult([.. items.Take(limit)], Truncated: items.Count > limit);
    }

    private static SortedSet<LocalDateTime> Starts(EventTime time, Recurrence recurrence, Interval window, int limit)
    {
        var length = Period.Between(time.WallStart(), time.At(time.WallStart()).WallEnd(), PeriodUnits.Days | PeriodUnits.Nanoseconds);
        var from = Instant.Max(Earliest, window.HasStart ? window.Start : Instant.MinValue).InUtc().LocalDateTime - Slack - length;
        var to = Instant.Min(Latest, window.HasEnd ? window.End : Instant.MaxValue).InUtc().LocalDateTime + Slack;
        var without = recurrence.ExceptionDates.Concat(recurrence.OverriddenDates).Select(EventTimes.ParseDate).ToHashSet();

        var starts = new SortedSet<LocalDateTime>();
        IEnumerable<IEnumerable<LocalDateTime>> sources =
        [
            [time.WallStart()],
            recurrence.Dates.Select(EventTimes.ParseDate).Order(),
            .. recurrence.Rules.Select(rule => RuleExpansion.Starts(rule, time, from)),
        ];
        foreach (var source in sources)
        {
            // Each source may fill the answer alone; those that only the slack let in are on top.
            starts.UnionWith(source
                .SkipWhile(start => start < from)
                .TakeWhile(start => start < to)
                .Where(start => !without.Contains(start))
                .Where(start => Meets(time.At(start), window))
                .Take(limit + 1));
        }

        return starts;
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
