using System.Globalization;
using System.Text;
using Bench.Measuring;

namespace Bench.Reporting;

/// <summary>The table as text of fixed width; columns without figures are left out.</summary>
internal static class Table
{
    public static string Of(IReadOnlyList<Line> lines)
    {
        if (lines.Count == 0)
        {
            return "(nothing was measured)" + Environment.NewLine;
        }

        var peers = Enum.GetValues<Peer>().Where(peer => lines.Any(line => line.Figures.ContainsKey(peer))).ToArray();
        string[] head = ["", "unit", .. peers.Select(peer => peer.Name()), "budget", "measured", "verdict"];
        var rows = lines.Select(line => (string[])
        [
            line.What,
            line.Unit,
            .. peers.Select(peer => line.Figures.TryGetValue(peer, out var figure) ? Text(figure) : "–"),
            line.Budget?.Text ?? "",
            line.Budget is { } budget ? Measured(budget) : "",
            line.Budget is { } judged ? Verdict(judged) : "",
        ]).Prepend(head).ToArray();

        var widths = Enumerable.Range(0, head.Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        for (var index = 0; index < rows.Length; index++)
        {
            // Names are left-aligned, figures right-aligned.
            var cells = rows[index].Select((cell, column) => column < 2 || column == head.Length - 1 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]));
            text.AppendJoin("  ", cells).AppendLine();
            if (index == 0)
            {
                text.AppendLine(new string('─', widths.Sum() + (2 * (widths.Length - 1))));
            }
        }

        return text.ToString();
    }

    /// <summary>The median of the rounds, with the minimum and the maximum.</summary>
    public static string Text(Figure figure) => figure.Rounds.Length <= 1
        ? Number(figure.Median)
        : $"{Number(figure.Median)} ({Number(figure.Least)}–{Number(figure.Most)})";

    private static string Measured(Budget budget) =>
        double.IsFinite(budget.Measured) ? budget.Measured.ToString(budget.Format, CultureInfo.InvariantCulture) : "nothing";

    private static string Verdict(Budget budget) => budget.IsMet switch
    {
        true => "met",
        false => "MISSED",
        null => "for comparison",
    };

    /// <summary>Three significant digits; more would be noise.</summary>
    private static string Number(double value) => Math.Abs(value) switch
    {
        double.NaN => "?",
        >= 100 => value.ToString("#,0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.0", CultureInfo.InvariantCulture),
        >= 0.1 or 0 => value.ToString("0.00", CultureInfo.InvariantCulture),
        _ => value.ToString("0.0000", CultureInfo.InvariantCulture),
    };
}
