using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;

namespace TeamCalendars.ICalendar.Syntax;

/// <summary>A DATE or DATE-TIME (RFC 5545 §3.3.4, §3.3.5): <c>20261123</c>, <c>20261123T090000</c>, <c>20261123T080000Z</c>.</summary>
/// <param name="Wall">For a date its midnight.</param>
/// <param name="TzId">As written; null for floating and UTC times.</param>
internal sealed partial record ICalendarTime(LocalDateTime Wall, bool IsDate, bool IsUtc, string? TzId)
{
    private static readonly LocalDatePattern Date = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");
    private static readonly LocalDateTimePattern DateTime = LocalDateTimePattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss");

    /// <returns>Null when it is neither.</returns>
    public static ICalendarTime? Parse(string value, string? tzId)
    {
        var text = value.Trim();
        if (Date.Parse(text) is { Success: true } date)
        {
            return new ICalendarTime(date.Value.AtMidnight(), IsDate: true, IsUtc: false, TzId: null);
        }

        var utc = text.EndsWith('Z') || text.EndsWith('z');
        text = text.TrimEnd('Z', 'z').ToUpperInvariant();
        // A leap second (§3.3.12) is the second before for us.
        text = text.Length == 15 && text.EndsWith("60", StringComparison.Ordinal) ? text[..13] + "59" : text;
        return DateTime.Parse(text) is { Success: true } time
            ? new ICalendarTime(time.Value, IsDate: false, utc, utc || string.IsNullOrWhiteSpace(tzId) ? null : tzId)
            : null;
    }

    /// <summary>The values of a list such as EXDATE; a PERIOD (§3.3.9) counts with its start.</summary>
    /// <returns>A null for each that is not a time.</returns>
    public static IEnumerable<ICalendarTime?> ParseList(ContentLine line) => line.Value
        .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(value => Parse(value.Split('/')[0], line.Parameter("TZID")));

    /// <summary>A DURATION (§3.3.6) such as <c>P1DT2H</c>: days are wall time, hours are exact.</summary>
    /// <returns>Null when it is none, or negative.</returns>
    public static (int Days, NodaTime.Duration Time)? ParseDuration(string value)
    {
        var match = DurationText().Match(value.Trim());
        if (!match.Success || match.Value.EndsWith('T') || match.Value.EndsWith('P'))
        {
            return null;
        }

        int Number(string group) => match.Groups[group].Success ? int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;
        return (
            Number("weeks") * 7 + Number("days"),
            NodaTime.Duration.FromHours(Number("hours")) + NodaTime.Duration.FromMinutes(Number("minutes")) + NodaTime.Duration.FromSeconds(Number("seconds")));
    }

    [GeneratedRegex("^\\+?P(?:(?<weeks>[0-9]{1,4})W)?(?:(?<days>[0-9]{1,5})D)?(?:T(?:(?<hours>[0-9]{1,6})H)?(?:(?<minutes>[0-9]{1,7})M)?(?:(?<seconds>[0-9]{1,8})S)?)?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex DurationText();
}
