using System.Collections.Immutable;

namespace Bench.Rows;

/// <summary>Every row, in the order of the table.</summary>
internal static class AllRows
{
    public static readonly ImmutableArray<IRow> InOrder =
        [new LatencyRow(), new FanOutRow(), new IdleRow(), new CatchUpRow(), new BurstRow(), new NegotiationRow(), new QuietRow(), new FairnessRow(), new FirstRunRow()];
}
