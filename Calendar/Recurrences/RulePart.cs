using System.Globalization;

namespace TeamCalendars.Recurrences;

/// <summary>The values that each part of an RRULE may have (RFC 5545 §3.3.10).</summary>
internal static class RulePart
{
    private static readonly string[] Weekdays = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

    /// <returns>What is wrong with it; null when nothing is.</returns>
    public static string? Check(string name, string value)
    {
        var valid = name.ToUpperInvariant() switch
        {
            "FREQ" => true,
            "UNTIL" => IsUntil(value),
            "COUNT" => IsNumber(value, 1, 10_000),
            "INTERVAL" => IsNumber(value, 1, 10_000),
            "BYSECOND" => AreNumbers(value, 0, 60, signed: false),
            "BYMINUTE" => AreNumbers(value, 0, 59, signed: false),
            "BYHOUR" => AreNumbers(value, 0, 23, signed: false),
            "BYDAY" => value.Split(',').All(IsDay),
            "BYMONTHDAY" => AreNumbers(value, 1, 31, signed: true),
            "BYYEARDAY" => AreNumbers(value, 1, 366, signed: true),
            "BYWEEKNO" => AreNumbers(value, 1, 53, signed: true),
            "BYMONTH" => AreNumbers(value, 1, 12, signed: false),
            "BYSETPOS" => AreNumbers(value, 1, 366, signed: true),
            "WKST" => Weekdays.Contains(value, StringComparer.OrdinalIgnoreCase),
            _ => (bool?)null,
        };
        return valid switch
        {
            true => null,
            false => $"{name}={value} is out of range.",
            null => $"'{name}' is not a part of a recurrence rule.",
        };
    }

    private static bool IsUntil(string value) =>
        DateTime.TryParseExact(value, ["yyyyMMdd", "yyyyMMdd'T'HHmmss", "yyyyMMdd'T'HHmmss'Z'"], CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static bool IsDay(string value) =>
        value.Length >= 2
        && Weekdays.Contains(value[^2..], StringComparer.OrdinalIgnoreCase)
        && (value.Length == 2 || AreNumbers(value[..^2], 1, 53, signed: true));

    private static bool AreNumbers(string value, int min, int max, bool signed) =>
        value.Split(',').All(text => IsNumber(signed && text.StartsWith('-') || signed && text.StartsWith('+') ? text[1..] : text, min, max));

    private static bool IsNumber(string value, int min, int max) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max;
}
