namespace TeamCalendars.ICalendar.Syntax;

/// <summary>Writes content lines: CRLF, folded at 75 octets (RFC 5545 §3.1) without cutting a character.</summary>
internal sealed class ContentLineWriter(TextWriter writer)
{
    private const int MaxOctets = 75;

    /// <summary>A value that needs no escaping: dates, rules, names of the format itself.</summary>
    public void Raw(string name, string value) => Fold($"{name}:{value}");

    /// <summary>A TEXT (§3.3.11).</summary>
    public void Text(string name, string? value)
    {
        if (value is not null)
        {
            Fold($"{name}:{Escape(value)}");
        }
    }

    private static string Escape(string value) => value
        .Replace(@"\", @"\\", StringComparison.Ordinal)
        .Replace(";", @"\;", StringComparison.Ordinal)
        .Replace(",", @"\,", StringComparison.Ordinal)
        .ReplaceLineEndings(@"\n");

    private void Fold(string line)
    {
        var octets = 0;
        Span<char> chars = stackalloc char[2];
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > MaxOctets)
            {
                writer.Write("\r\n ");
                octets = 1;
            }

            writer.Write(chars[..rune.EncodeToUtf16(chars)]);
            octets += rune.Utf8SequenceLength;
        }

        writer.Write("\r\n");
    }
}
