using System.Text;

namespace TeamCalendars.ICalendar.Syntax;

/// <summary>Joins folded lines (RFC 5545 §3.1): a line that begins with a space or a tab goes on with the one before.</summary>
internal static class Unfolding
{
    public static IEnumerable<(string Text, int Line)> Lines(string text)
    {
        using var reader = new StringReader(text);
        var joined = new StringBuilder();
        var (first, number) = (1, 0);
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (line.Length > 0 && line[0] is ' ' or '\t' && joined.Length > 0)
            {
                joined.Append(line, 1, line.Length - 1);
                continue;
            }

            if (joined.Length > 0)
            {
                yield return (joined.ToString(), first);
            }

            joined.Clear().Append(number == 1 ? line.TrimStart('\uFEFF') : line);
            first = number;
        }

        if (joined.Length > 0)
        {
            yield return (joined.ToString(), first);
        }
    }
}
