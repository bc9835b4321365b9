using System.Collections.Immutable;

namespace Bench.Rows;

/// <summary>Every row, in the order in which they run and stand in the table.</summary>
internal static class AllRows
{
    // Fan-out first: it drives every server hardest, and what it leaves behind is code that is compiled as it stays. Latency after all that use the
    // same system: on two cores a compiler that is still at work in one of three programs holds up a push by 100 ms, and that is not what is asked.
    public static readonly ImmutableArray<IRow> InOrder =
        [new FanOutRow(), new IdleRow(), new CatchUpRow(), new BurstRow(), new NegotiationRow(), new FairnessRow(), new LatencyRow(), new QuietRow(), new FirstRunRow()];
}
