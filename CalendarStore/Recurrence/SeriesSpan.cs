using NodaTime;
using NodaTime.Text;

namespace CalendarStore;

internal static class SeriesSpan
{
    /// <param name="first">The span of the event's own time, its first occurrence.</param>
    public static EventSpan Of(EventTime time, Recurrence recurrence, EventSpan first)
    {
        var length = first.End - first.Start;
        var (start, end) = (first.Start, first.End);
        foreach (var date in recurrence.Dates)
        {
            var at = WallTime(date);
            // Two days more on either side cover every zone.
            start = Math.Min(start, Ticks(at.PlusDays(-2)));
            end = Math.Max(end, Ticks(at.PlusDays(2)) + length);
        }

        foreach (var rule in recurrence.Rules)
        {
            end = Math.Max(end, Until(rule) is { } until ? Ticks(until.PlusDays(2)) + length : long.MaxValue);
        }

        return new EventSpan(start, end);
    }

    /// <summary>The UNTIL of an RRULE, such as <c>FREQ=DAILY;UNTIL=20261224T000000Z</c> (RFC 5545 §3.3.10); null when there is none.</summary>
    private static LocalDateTime? Until(string rule)
    {
        foreach (var part in rule.Split(';'))
        {
            if (part.StartsWith("UNTIL=", StringComparison.OrdinalIgnoreCase)
                && part.Length >= 14
                && LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd").Parse(part[6..14]) is { Success: true } date)
            {
                return date.Value.PlusDays(1).AtMidnight();
            }
        }

        return null;
    }

    private static LocalDateTime WallTime(string text) =>
        LocalDateTimePattern.ExtendedIso.Parse(text) is { Success: true } time ? time.Value : LocalDatePattern.Iso.Parse(text).Value.AtMidnight();

    private static long Ticks(LocalDateTime time) => time.InUtc().ToInstant().ToUnixTimeTicks();
}
