using TeamCalendars.Events;

namespace CalendarStore.Cosmos.Documents;

/// <summary>An <see cref="EventSpan"/> in whole milliseconds, rounded outwards, for a query that may be generous but must not miss; without an end it ends beyond any date.</summary>
internal readonly record struct MillisecondSpan(long Start, long End)
{
    private const long TicksPerMillisecond = 10_000;

    /// <summary>Beyond the years that events may be in, and exact as a JSON number.</summary>
    private const long Beyond = 1L << 50;

    public static MillisecondSpan Of(EventSpan span) => new(
        Math.Clamp(Floor(span.Start), -Beyond, Beyond), Math.Clamp(span.End == long.MaxValue ? Beyond : -Floor(-span.End), -Beyond, Beyond));

    private static long Floor(long ticks) => ticks == long.MinValue ? -Beyond : Math.DivRem(ticks, TicksPerMillisecond) is (var quotient, var rest) && rest < 0 ? quotient - 1 : ticks / TicksPerMillisecond;
}
