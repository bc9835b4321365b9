using NodaTime;
using NodaTime.TimeZones;

namespace TeamCalendars.Events;

internal static class ZonedTimes
{
    /// <summary>
    /// The policy of <see cref="EventTime.Zoned"/>: a skipped wall time moves forward by the gap, of a doubled one the earlier is meant
    /// (RFC 5545 §3.3.5).
    /// </summary>
    public static Instant InstantOf(LocalDateTime wallTime, DateTimeZone zone) => wallTime.InZone(zone, Resolvers.LenientResolver).ToInstant();

    public static Instant InstantOf(LocalDateTime wallTime, string timeZone) => InstantOf(wallTime, DateTimeZoneProviders.Tzdb[timeZone]);

    public static Instant InstantOf(this EventTime.Zoned time, LocalDateTime wallTime) => InstantOf(wallTime, time.Zone);
}
