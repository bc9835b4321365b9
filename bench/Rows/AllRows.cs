using System.Collections.Immutable;

namespace Bench.Rows;

/// <summary>Every row, in the order of running and of the table.</summary>
internal static class AllRows
{
    // Fan-out first: it drives every server hardest, so that the code is fully compiled afterwards. Latency after all rows that use the
    // same system: on two cores a compiler at work in one of three programs delays a push by 100 ms, which is not what the row measures.
    public static readonly ImmutableArray<IRow> InOrder =
        [new FanOutRow(), new IdleRow(), new CatchUpRow(), new BurstRow(), new NegotiationRow(), new FairnessRow(), new LatencyRow(), new FirstMinuteRow(), new QuietRow(), new FirstRunRow()];
}
