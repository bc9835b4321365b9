using System.Collections.Immutable;

namespace Bench.Rows;

/// <summary>Every row, in the order of the table.</summary>
internal static class AllRows
{
    // Fan-out before latency: it drives every server hardest, and what it leaves behind is code that is compiled as it stays.
    public static readonly ImmutableArray<IRow> InOrder =
        [new FanOutRow(), new LatencyRow(), new IdleRow(), new CatchUpRow(), new BurstRow(), new NegotiationRow(), new QuietRow(), new FairnessRow(), new FirstRunRow()];
}
