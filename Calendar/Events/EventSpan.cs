using NodaTime;
using TeamCalendars.Recurrences;

namespace TeamCalendars.Events;

/// <summary>
/// The stretch of time [<see cref="Start"/>, <see cref="End"/>) that an event may have an instant in, in ticks since 1970. Window queries compare it;
/// it may be generous, never too small.
/// </summary>
internal readonly record struct EventSpan(long Start, long End)
{
    public static EventSpan Of(EventContent content)
    {
        var span = OfTime(content.Time);
        return content.Recurrence is { } recurrence && recurrence.Rules.Length + recurrence.Dates.Length > 0
            ? SeriesSpan.Of(content.Time, recurrence, span)
            : span;
    }

    public static EventSpan Of(Interval window) => new(
        window.HasStart ? window.Start.ToUnixTimeTicks() : long.MinValue,
        window.HasEnd ? window.End.ToUnixTimeTicks() : long.MaxValue);

    private static EventSpan OfTime(EventTime time)
    {
        switch (time)
        {
            case EventTime.Zoned timed:
                var start = timed.InstantOf(timed.Start);
                var end = timed.InstantOf(timed.End);
                // An event without length still has its instant.
                return new EventSpan(start.ToUnixTimeTicks(), Math.Max(start.ToUnixTimeTicks() + 1, end.ToUnixTimeTicks()));
            case EventTime.AllDay days:
                // A day begins between 14 hours before and 12 hours after its UTC midnight, depending on where the reader is.
                return new EventSpan(Midnight(days.Start.PlusDays(-1)), Midnight(days.End.PlusDays(1)));
            default:
                throw new InvalidOperationException("An event's time is wall times or whole days.");
        }
    }

    private static long Midnight(LocalDate date) => date.AtMidnight().InUtc().ToInstant().ToUnixTimeTicks();
}
