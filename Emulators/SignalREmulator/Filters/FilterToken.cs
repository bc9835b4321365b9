using System.Globalization;

namespace SignalREmulator.Filters;

internal enum FilterTokenKind
{
    /// <summary>An operator, a function, an identifier, <c>true</c>, <c>false</c> or <c>null</c>.</summary>
    Word,
    Text,
    Number,
    Open,
    Close,
    Comma,
    End,
}

/// <summary>One token of a filter. <paramref name="Position"/> counts characters from 1, for messages.</summary>
internal readonly record struct FilterToken(FilterTokenKind Kind, object? Value, int Position)
{
    /// <exception cref="FormatException">A token is not part of the grammar.</exception>
    public static List<FilterToken> Split(string text)
    {
        var tokens = new List<FilterToken>();
        var at = 0;
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
            }
            else
            {
                tokens.Add(Next(text, ref at));
            }
        }

        tokens.Add(new FilterToken(FilterTokenKind.End, Value: null, text.Length + 1));
        return tokens;
    }

    public override string ToString() => Kind == FilterTokenKind.End ? "the end" : $"'{Value}' at {Position}";

    private static FilterToken Next(string text, ref int at)
    {
        var start = at;
        switch (text[at])
        {
            case '(':
                at++;
                return new FilterToken(FilterTokenKind.Open, "(", start + 1);
            case ')':
                at++;
                return new FilterToken(FilterTokenKind.Close, ")", start + 1);
            case ',':
                at++;
                return new FilterToken(FilterTokenKind.Comma, ",", start + 1);
            case '\'':
                return new FilterToken(FilterTokenKind.Text, Text(text, ref at), start + 1);
            case '+' or '-' or (>= '0' and <= '9'):
                while (++at < text.Length && char.IsAsciiDigit(text[at]))
                {
                }

                return int.TryParse(text.AsSpan(start, at - start), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                    ? new FilterToken(FilterTokenKind.Number, number, start + 1)
                    : throw new FormatException($"At {start + 1} a whole number of 32 bits was expected.");
            case var letter when char.IsAsciiLetter(letter):
                while (++at < text.Length && char.IsAsciiLetterOrDigit(text[at]))
                {
                }

                return new FilterToken(FilterTokenKind.Word, text[start..at], start + 1);
            default:
                throw new FormatException($"At {start + 1} there is a character that no filter has outside of a text.");
        }
    }

    // A quote within a text is doubled.
    private static string Text(string text, ref int at)
    {
        var start = at + 1;
        for (at = start; at < text.Length; at++)
        {
            if (text[at] != '\'')
            {
                continue;
            }

            if (at + 1 == text.Length || text[at + 1] != '\'')
            {
                return text[start..at++].Replace("''", "'", StringComparison.Ordinal);
            }

            at++;
        }

        throw new FormatException($"The text that begins at {start} does not end.");
    }
}
