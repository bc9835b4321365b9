using NodaTime;
using NodaTime.TimeZones;

namespace TeamCalendars.Events;

internal static class ZonedTimes
{
    /// <summary>
    /// The policy of <see cref="EventTime.Zoned"/>: a skipped wall time moves forward by the gap, of a doubled one the earlier is meant
    /// (RFC 5545 §3.3.5).
    /// </summary>
    public static Instant InstantOf(LocalDateTime wallTime, string timeZone) =>
        wallTime.InZone(DateTimeZoneProviders.Tzdb[timeZone], Resolvers.LenientResolver).ToInstant();
}
