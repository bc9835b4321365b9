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
    /// <param name="Start">The first wall time.</param>
    /// <param name="End">The wall time after the last.</param>
    /// <param name="TimeZone">The zone; with <see cref="Rules"/> the one that comes nearest.</param>
    public sealed record Zoned(LocalDateTime Start, LocalDateTime End, string TimeZone) : EventTime
    {
        /// <summary>The rules that a calendar file brought for a zone that the tz database does not have (RFC 5545 §3.6.5); null for those of <see cref="TimeZone"/>.</summary>
        public ZoneRules? Rules { get; init; }

        internal DateTimeZone Zone => Rules?.Zone ?? DateTimeZoneProviders.Tzdb[TimeZone];
    }

    /// <summary>Whole days, in whatever zone the reader is (RFC 5545 §3.3.4 DATE). <paramref name="End"/> is exclusive and after <paramref name="Start"/>.</summary>
    public sealed record AllDay(LocalDate Start, LocalDate End) : EventTime;
}
