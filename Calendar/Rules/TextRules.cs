using System.Buffers;
using System.Globalization;
using NodaTime;

namespace TeamCalendars.Rules;

internal static class TextRules
{
    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    public static void Required(ICollection<RuleViolation> violations, string field, string? text, int max)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            violations.Add(new RuleViolation(field, "Must not be empty."));
            return;
        }

        Optional(violations, field, text, max);
        if (!HiddenCharacters.HasVisible(text))
        {
            violations.Add(new RuleViolation(field, "Must have a visible character."));
        }
    }

    /// <summary>The text of a description, which may be long and come from elsewhere; see <see cref="HiddenCharacters"/>.</summary>
    public static void Description(ICollection<RuleViolation> violations, string? text, int max)
    {
        Content(violations, "description", text, max);
        Hidden(violations, "description", text, isLong: true);
    }

    public static void Optional(ICollection<RuleViolation> violations, string field, string? text, int max)
    {
        Content(violations, field, text, max);
        Hidden(violations, field, text, isLong: false);
    }

    /// <summary>A text that people never see, such as a UID.</summary>
    public static void Content(ICollection<RuleViolation> violations, string field, string? text, int max)
    {
        if (text is null)
        {
            return;
        }

        if (text.Length > max)
        {
            violations.Add(new RuleViolation(field, string.Create(CultureInfo.InvariantCulture, $"Must have at most {max:N0} characters, has {text.Length:N0}.")));
        }
        // Neither JSON's nor SQLite's text can hold half a surrogate pair; iCalendar (RFC 5545 §3.1) has no control characters.
        else if (text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')) || !IsWellFormed(text))
        {
            violations.Add(new RuleViolation(field, "Must not contain control characters or broken Unicode."));
        }
    }

    private static void Hidden(ICollection<RuleViolation> violations, string field, string? text, bool isLong)
    {
        if (text is not null && HiddenCharacters.FirstOf(text, isLong) is { } hidden)
        {
            violations.Add(new RuleViolation(field, string.Create(
                CultureInfo.InvariantCulture, $"Must not contain invisible characters or marks that change the direction of reading, such as U+{hidden.Value:X4}.")));
        }
    }

    public static void Color(ICollection<RuleViolation> violations, string field, string? color)
    {
        if (color is not null && !(color.Length == 7 && color[0] == '#' && color.AsSpan(1).IndexOfAnyExcept(LowerHex) < 0))
        {
            violations.Add(new RuleViolation(field, "Must be a colour such as #1a73e8, in lower case."));
        }
    }

    /// <returns>False, and a violation, when there is no such zone.</returns>
    public static bool TimeZone(ICollection<RuleViolation> violations, string field, string? zone)
    {
        if (zone is not null && DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is not null)
        {
            return true;
        }

        violations.Add(new RuleViolation(field, string.IsNullOrEmpty(zone)
            ? "Must be an IANA time zone such as Europe/Berlin."
            : $"Is not a known IANA time zone: '{(zone.Length > 64 ? zone[..64] : zone)}'."));
        return false;
    }

    /// <summary>The text, or its beginning with an ellipsis.</summary>
    public static string Shorten(string text, int max)
    {
        if (text.Length <= max)
        {
            return text;
        }

        var length = char.IsHighSurrogate(text[max - 2]) ? max - 2 : max - 1;
        return text[..length] + "…";
    }

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return false;
            }
        }

        return true;
    }
}
