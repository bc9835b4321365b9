using Bench.CommandLine;
using Bench.Load;
using Bench.Measuring;
using Bench.Peers;
using Bench.Reporting;

namespace Bench.Rows;

/// <summary>The environment of a row.</summary>
/// <param name="Progress">Called with a description of the current step.</param>
internal sealed record RowContext(Scale Scale, PeerSet Peers, LoadClient Load, Report Report, Action<string> Progress)
{
    /// <summary>Adds a line, unless nothing was measured for it.</summary>
    public void Add(IRow row, string what, string unit, IReadOnlyDictionary<Peer, Figure> figures, Budget? budget = null)
    {
        if (figures.Count > 0)
        {
            Report.Lines.Add(new(row.Name, what, unit, figures, budget));
        }
    }
}
