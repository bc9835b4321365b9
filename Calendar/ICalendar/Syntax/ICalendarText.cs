using System.Text;

namespace TeamCalendars.ICalendar.Syntax;

/// <summary>TEXT values (RFC 5545 §3.3.11).</summary>
internal static class ICalendarText
{
    /// <summary>The text without escapes, quoted-printable and Base64 (vCalendar 1.0) and control characters.</summary>
    public static string Read(ContentLine line) => Clean(Unescape(Decode(line)));

    /// <summary>Comma-separated texts, as in CATEGORIES.</summary>
    public static IEnumerable<string> ReadList(ContentLine line)
    {
        var value = Decode(line);
        var start = 0;
        for (var at = 0; at <= value.Length; at++)
        {
            if (at == value.Length || value[at] == ',')
            {
                yield return Clean(Unescape(value[start..at])).Trim();
                start = at + 1;
            }
            else if (value[at] == '\\')
            {
                at++;
            }
        }
    }

    private static string Unescape(string value)
    {
        if (!value.Contains('\\', StringComparison.Ordinal))
        {
            return value;
        }

        var text = new StringBuilder(value.Length);
        for (var at = 0; at < value.Length; at++)
        {
            if (value[at] != '\\' || at + 1 == value.Length)
            {
                text.Append(value[at]);
                continue;
            }

            at++;
            text.Append(value[at] switch
            {
                'n' or 'N' => "\n",
                '\\' or ';' or ',' or ':' or '"' => value[at].ToString(),
                // Not an escape: someone's path on a Windows machine.
                var other => $"\\{other}",
            });
        }

        return text.ToString();
    }

    private static string Decode(ContentLine line)
    {
        var encoding = line.Parameter("ENCODING");
        if (encoding?.ToUpperInvariant() is "B" or "BASE64")
        {
            var decoded = new byte[line.Value.Length];
            return Convert.TryFromBase64String(line.Value.Trim(), decoded, out var length) ? CharacterSet(line).GetString(decoded, 0, length).ReplaceLineEndings("\n") : line.Value;
        }

        if (!string.Equals(encoding, "QUOTED-PRINTABLE", StringComparison.OrdinalIgnoreCase))
        {
            return line.Value;
        }

        var bytes = new List<byte>(line.Value.Length);
        Span<byte> encoded = stackalloc byte[4];
        for (var at = 0; at < line.Value.Length;)
        {
            if (line.Value[at] == '=' && at + 2 < line.Value.Length && byte.TryParse(line.Value.AsSpan(at + 1, 2), System.Globalization.NumberStyles.HexNumber, null, out var code))
            {
                bytes.Add(code);
                at += 3;
                continue;
            }

            _ = Rune.DecodeFromUtf16(line.Value.AsSpan(at), out var rune, out var consumed);
            bytes.AddRange(encoded[..rune.EncodeToUtf8(encoded)]);
            at += consumed;
        }

        return CharacterSet(line).GetString([.. bytes]).ReplaceLineEndings("\n");
    }

    /// <summary>UTF-8 unless the line names another that is known.</summary>
    private static Encoding CharacterSet(ContentLine line)
    {
        var name = line.Parameter("CHARSET")?.Trim();
        return name is null ? Encoding.UTF8 : CodePagesEncodingProvider.Instance.GetEncoding(name) ?? KnownOrUtf8(name);
    }

    private static Encoding KnownOrUtf8(string name)
    {
        try
        {
            return Encoding.GetEncoding(name);
        }
        // UTF-7 is known and not supported.
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return Encoding.UTF8;
        }
    }

    private static string Clean(string text)
    {
        if (!text.Any(c => char.IsControl(c) || char.IsSurrogate(c)))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\n' or '\t' || !Rune.IsControl(rune))
            {
                clean.Append(rune);
            }
        }

        return clean.ToString();
    }
}
