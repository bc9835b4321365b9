using System.Collections.Immutable;
using System.Globalization;
using TeamCalendars.Events;

namespace TeamCalendars.Recurrences;

/// <summary>Whether an RRULE value such as <c>FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20261224T000000Z</c> (RFC 5545 §3.3.10) can be used.</summary>
internal static class RuleSyntax
{
    /// <summary>A calendar shows days: what repeats more often than hourly would only be a cost.</summary>
    private static readonly string[] Frequencies = ["YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY"];

    private const int MaxLength = 1_000;
    private const int MaxPerDay = 24;

    private const string Name = "RRULE:";

    /// <summary>
    /// As programs write rules that every program understands: with spaces, a semicolon at the end, the name twice, parts of their own, and parts without a value.
    /// COUNT without a value stays, and is refused: what it should be is unknown.
    /// </summary>
    public static string Tidy(string rule)
    {
        var text = string.Concat(rule.Where(c => !char.IsWhiteSpace(c)));
        text = text.StartsWith(Name, StringComparison.OrdinalIgnoreCase) ? text[Name.Length..] : text;
        return string.Join(';', text.Split(';').Where(part => part.Length > 0 && !part.StartsWith("X-", StringComparison.OrdinalIgnoreCase) && !(part.EndsWith('=') && !part.StartsWith("COUNT", StringComparison.OrdinalIgnoreCase))));
    }

    /// <summary>COUNT and UNTIL exclude each other (§3.3.10). Where a program wrote both, the one that ends the series earlier stays.</summary>
    public static string WithOneEnd(string rule, EventTime time)
    {
        var (counted, ended) = (Without(rule, "UNTIL"), Without(rule, "COUNT"));
        if (counted.Length == rule.Length || ended.Length == rule.Length || Check(counted, time) is not null || Check(ended, time) is not null)
        {
            return rule;
        }

        return RuleText.Read(ended, time).Until is not { } until || SeriesSpan.LastStart(counted, time) is { } last && last <= until ? counted : ended;
    }

    /// <summary>A rule that has both, without COUNT: it ends no later than UNTIL says, which costs nothing to find out.</summary>
    public static string WithUntil(string rule) => Without(rule, "UNTIL").Length == rule.Length ? rule : Without(rule, "COUNT");

    private static string Without(string rule, string name) => string.Join(';', rule.Split(';').Where(part => !part.StartsWith(name + "=", StringComparison.OrdinalIgnoreCase)));

    /// <summary>Whether the midnight of a day can stand for the occurrence on it, as some programs write it: a series with several hours may have one at midnight.</summary>
    public static bool MidnightIsDay(ImmutableArray<string> rules) => rules.SelectMany(rule => rule.Split(';')).All(part =>
        !part.Equals("FREQ=HOURLY", StringComparison.OrdinalIgnoreCase)
        && !(part.StartsWith("BYHOUR=", StringComparison.OrdinalIgnoreCase) && (part.Contains(',', StringComparison.Ordinal) || part[7..].Trim('0').Length == 0)));

    /// <returns>What is wrong with it; null when nothing is.</returns>
    public static string? Check(string rule, EventTime time)
    {
        if (rule.Length > MaxLength)
        {
            return $"Must have at most {MaxLength} characters.";
        }

        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        // A trailing semicolon is common in the wild.
        foreach (var text in rule.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            if (text.IndexOf('=', StringComparison.Ordinal) is not (> 0 and var equals))
            {
                return $"'{text}' is not NAME=VALUE; a rule begins with FREQ=.";
            }

            if (!parts.TryAdd(text[..equals], text[(equals + 1)..]))
            {
                return $"'{text[..equals]}' is there twice.";
            }
        }

        return CheckFrequency(parts, time)
            ?? (parts.ContainsKey("COUNT") && parts.ContainsKey("UNTIL") ? "COUNT and UNTIL exclude each other." : null)
            ?? parts.Select(part => RulePart.Check(part.Key, part.Value)).FirstOrDefault(reason => reason is not null)
            ?? CheckCombination(parts)
            ?? CheckDensity(parts);
    }

    private static string? CheckFrequency(Dictionary<string, string> parts, EventTime time)
    {
        if (!parts.TryGetValue("FREQ", out var frequency))
        {
            return "FREQ is missing.";
        }

        if (!Frequencies.Contains(frequency, StringComparer.OrdinalIgnoreCase))
        {
            return $"FREQ={frequency} is not supported, only {string.Join(", ", Frequencies)}.";
        }

        // BYHOUR and finer with whole days are ignored, as §3.3.10 wants it.
        return time is EventTime.AllDay && frequency.Equals("HOURLY", StringComparison.OrdinalIgnoreCase) ? "Whole days do not repeat by the hour." : null;
    }

    private static string? CheckCombination(Dictionary<string, string> parts)
    {
        if (parts.ContainsKey("BYSETPOS") && !parts.Keys.Any(name => name.StartsWith("BY", StringComparison.OrdinalIgnoreCase) && !name.Equals("BYSETPOS", StringComparison.OrdinalIgnoreCase)))
        {
            return "BYSETPOS needs another BY part to choose from.";
        }

        var yearly = parts["FREQ"].Equals("YEARLY", StringComparison.OrdinalIgnoreCase);
        if (parts.ContainsKey("BYWEEKNO") && !yearly)
        {
            return "BYWEEKNO is for FREQ=YEARLY only.";
        }

        var numbered = parts.TryGetValue("BYDAY", out var days) && days.Any(char.IsAsciiDigit);
        return numbered && !yearly && !parts["FREQ"].Equals("MONTHLY", StringComparison.OrdinalIgnoreCase)
            ? "A number in BYDAY is for FREQ=MONTHLY and FREQ=YEARLY only."
            : null;
    }

    /// <summary>
    /// BYHOUR, BYMINUTE and BYSECOND multiply: three short lists can name each second of the year. BYSETPOS takes few of them, and all of them
    /// have to be made before that.
    /// </summary>
    private static string? CheckDensity(Dictionary<string, string> parts)
    {
        int Number(string name, int otherwise) => parts.TryGetValue(name, out var values) ? values.Split(',').Distinct(StringComparer.Ordinal).Count() : otherwise;
        var hours = Number("BYHOUR", parts["FREQ"].Equals("HOURLY", StringComparison.OrdinalIgnoreCase) ? 24 : 1);
        // Each has at most 500 values, because the rule has at most 1,000 characters: no overflow.
        var perDay = hours * Number("BYMINUTE", 1) * Number("BYSECOND", 1);
        return perDay > MaxPerDay
            ? string.Create(CultureInfo.InvariantCulture, $"The rule repeats {perDay:N0} times on one day; at most {MaxPerDay} times are possible.")
            : null;
    }
}
