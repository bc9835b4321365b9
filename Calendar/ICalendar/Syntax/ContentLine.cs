using System.Collections.Frozen;
using System.Collections.Immutable;

namespace TeamCalendars.ICalendar.Syntax;

/// <summary>
/// One unfolded line (RFC 5545 §3.1), such as <c>DTSTART;TZID=Europe/Berlin:20261123T090000</c>.
/// </summary>
/// <param name="Name">In upper case.</param>
/// <param name="Parameters">Names in upper case, values without quotes.</param>
/// <param name="Value">As written, still escaped.</param>
/// <param name="Line">The number of its first line in the file, from 1.</param>
internal sealed record ContentLine(string Name, ImmutableArray<KeyValuePair<string, string>> Parameters, string Value, int Line)
{
    private static readonly string[] Times = ["DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE", "RDATE"];

    /// <summary>The names that a large file has again and again: each line would otherwise have two strings of its own for it.</summary>
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Names = ((string[])
        ["BEGIN", "END", "UID", "DTSTAMP", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "SEQUENCE", "STATUS", "SUMMARY", "DESCRIPTION", "LOCATION", "ATTENDEE",
        "CATEGORIES", "TZID", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME"]).ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    public string? Parameter(string name) => Parameters.FirstOrDefault(parameter => parameter.Key == name).Value;

    /// <returns>Null when the text is not a content line.</returns>
    public static ContentLine? Parse(string text, int line)
    {
        var at = NameLength(text, 0);
        if (at == 0 || at == text.Length || text[at] is not (':' or ';'))
        {
            return null;
        }

        var name = Names.TryGetValue(text.AsSpan(0, at), out var known) ? known : text[..at].ToUpperInvariant();
        List<KeyValuePair<string, string>> parameters = [];
        while (at < text.Length && text[at] == ';')
        {
            var start = at + 1;
            var nameEnd = start + NameLength(text, start);
            if (nameEnd < text.Length && text[nameEnd] == '=')
            {
                at = ValueEnd(text, nameEnd + 1);
                parameters.Add(new(text[start..nameEnd].ToUpperInvariant(), Unquote(text[(nameEnd + 1)..at])));
            }
            else
            {
                // A parameter without a value, as vCalendar 1.0 has them.
                at = ValueEnd(text, start);
                if (text[start..at].ToUpperInvariant() is "QUOTED-PRINTABLE" or "BASE64")
                {
                    parameters.Add(new("ENCODING", text[start..at]));
                }
            }
        }

        return at < text.Length ? Split(name, parameters, text[(at + 1)..], line) : null;
    }

    /// <summary>Where a parameter has a colon without quotes (<c>TZID=GMT+05:30:20260704T020000</c>), the last one that leaves a value ends it.</summary>
    private static ContentLine Split(string name, List<KeyValuePair<string, string>> parameters, string value, int line)
    {
        var end = parameters.Count == 0 ? -1
            : Times.Contains(name) ? value.LastIndexOf(':')
            : name == "ATTENDEE" ? value.IndexOf(":mailto:", StringComparison.OrdinalIgnoreCase)
            : -1;
        if (end >= 0)
        {
            parameters[^1] = new(parameters[^1].Key, Unquote($"{parameters[^1].Value}:{value[..end]}"));
        }

        return new ContentLine(name, [.. parameters], end >= 0 ? value[(end + 1)..] : value, line);
    }

    private static int NameLength(string text, int start)
    {
        var at = start;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '-' or '_'))
        {
            at++;
        }

        return at - start;
    }

    /// <summary>The place of the <c>;</c> or <c>:</c> that ends a parameter's value; what is in quotes does not count.</summary>
    private static int ValueEnd(string text, int start)
    {
        var quoted = false;
        for (var at = start; at < text.Length; at++)
        {
            if (text[at] == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && text[at] is ';' or ':' && !quoted)
            {
                return at;
            }
        }

        return text.Length;
    }

    /// <summary>Without quotes, and with RFC 6868's way to write a quote or a line break inside them undone.</summary>
    private static string Unquote(string value) => value.Replace("\"", "", StringComparison.Ordinal)
        .Replace("^'", "\"", StringComparison.Ordinal).Replace("^n", "\n", StringComparison.Ordinal).Replace("^^", "^", StringComparison.Ordinal);
}
