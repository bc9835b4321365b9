using NodaTime;

namespace TeamCalendars.Events;

/// <summary>When an event is: a half-open interval [start, end), kept as people wrote it (wall time and zone), not only as instants.</summary>
public abstract record EventTime
{
    private EventTime()
    {
    }

    /// <summary>
    /// Wall times in one IANA zone. A wall time that a DST change skips is shifted forward by the gap, one that occurs twice is the earlier
    /// (NodaTime's lenient resolver; RFC 5545 §3.3.5). <paramref name="End"/> is not before <paramref name="Start"/>, as instants.
    /// </summary>
    public sealed record Zoned(LocalDateTime Start, LocalDateTime End, string TimeZone) : EventTime;

    /// <summary>Whole days, in whatever zone the reader is (RFC 5545 §3.3.4 DATE). <paramref name="End"/> is exclusive and after <paramref name="Start"/>.</summary>
    public sealed record AllDay(LocalDate Start, LocalDate End) : EventTime;
}
