using System.Globalization;
using Ical.Net.DataTypes;
using NodaTime;
using NodaTime.Text;
using TeamCalendars.Events;

namespace TeamCalendars.Recurrences;

/// <summary>Reads an RRULE value that <see cref="RuleSyntax"/> has accepted.</summary>
internal static class RuleText
{
    private static readonly LocalDatePattern UntilDate = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");
    private static readonly LocalDateTimePattern UntilTime = LocalDateTimePattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss");

    /// <summary>
    /// The rule in wall time, without a zone: occurrences are computed as people write them and become instants afterwards
    /// (RFC 5545 §3.3.10, last paragraphs), so a weekly 09:00 stays 09:00 over a DST change.
    /// </summary>
    public static RecurrencePattern Read(string rule, EventTime time)
    {
        var parts = Parts(rule).ToList();
        var pattern = new RecurrencePattern(string.Join(';', parts
            .Where(part => !IsNamed(part, "UNTIL"))
            // A value that is there twice would count twice.
            .Select(part => $"{part.Name}={string.Join(',', part.Value.Split(',').Distinct(StringComparer.OrdinalIgnoreCase))}")));
        if (Until(rule, time) is { } until)
        {
            pattern.Until = Calendar(until, time is EventTime.AllDay);
        }

        return pattern;
    }

    /// <summary>The last wall time that an occurrence may start at; null when the rule has no UNTIL.</summary>
    public static LocalDateTime? Until(string rule, EventTime time)
    {
        var value = Parts(rule).FirstOrDefault(part => IsNamed(part, "UNTIL")).Value;
        if (value is null)
        {
            return null;
        }

        if (!UntilTime.Parse(value.TrimEnd('Z')).TryGetValue(default, out var wallTime))
        {
            // A date for an event with hours is against the letter of §3.3.10 and common: that day is still meant.
            var date = UntilDate.Parse(value).GetValueOrThrow();
            return time is EventTime.AllDay ? date.AtMidnight() : date.At(new LocalTime(23, 59, 59));
        }

        return time switch
        {
            EventTime.Zoned timed when value.EndsWith('Z') => wallTime.InUtc().WithZone(DateTimeZoneProviders.Tzdb[timed.TimeZone]).LocalDateTime,
            EventTime.AllDay => wallTime.Date.AtMidnight(),
            _ => wallTime,
        };
    }

    public static int? Count(string rule) =>
        Parts(rule).FirstOrDefault(part => IsNamed(part, "COUNT")).Value is { } value ? int.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture) : null;

    public static CalDateTime Calendar(LocalDateTime wallTime, bool allDay) => allDay
        ? new CalDateTime(wallTime.Date.ToDateOnly())
        : new CalDateTime(wallTime.ToDateTimeUnspecified(), tzId: null);

    private static IEnumerable<(string Name, string Value)> Parts(string rule) => rule
        .Split(';', StringSplitOptions.RemoveEmptyEntries)
        .Select(part => part.Split('=', 2))
        .Select(part => (part[0], part[1]));

    private static bool IsNamed((string Name, string Value) part, string name) => name.Equals(part.Name, StringComparison.OrdinalIgnoreCase);
}
