using System.Text;

namespace TeamCalendars.ICalendar.Syntax;

/// <summary>
/// Joins the lines of a quoted-printable text (vCalendar 1.0; RFC 2045 §6.7): <c>DESCRIPTION;ENCODING=QUOTED-PRINTABLE:first =</c> goes on with
/// the next line.
/// </summary>
internal static class SoftBreaks
{
    public static IEnumerable<UnfoldedLine> Join(IEnumerable<UnfoldedLine> lines)
    {
        StringBuilder? text = null;
        var first = default(UnfoldedLine);
        foreach (var line in lines)
        {
            var isText = text is not null && ContentLine.Parse(line.Text, line.Number)?.Name is not ("BEGIN" or "END");
            if (text is not null && !isText)
            {
                // The text ends with a soft break by mistake.
                yield return first with { Text = text.ToString() };
                text = null;
            }

            var goesOn = line.Text.EndsWith('=') && (isText || line.Text.Contains("QUOTED-PRINTABLE", StringComparison.OrdinalIgnoreCase));
            if (!isText && !goesOn)
            {
                yield return line;
                continue;
            }

            first = text is null ? line : first with { Repaired = first.Repaired || line.Repaired };
            text ??= new StringBuilder();
            text.Append(line.Text, 0, line.Text.Length - (goesOn ? 1 : 0));
            if (!goesOn)
            {
                yield return first with { Text = text.ToString() };
                text = null;
            }
        }

        if (text is not null)
        {
            yield return first with { Text = text.ToString() };
        }
    }
}
