using System.Diagnostics;

namespace Bench.Load;

/// <summary>What time it is over there. <see cref="Stopwatch"/> reads CLOCK_MONOTONIC on Linux, which is one for the whole system.</summary>
internal sealed record ClockJob : Job<long>
{
    protected override Task<long> MeasureAsync(LoadContext context, CancellationToken cancellationToken) => Task.FromResult(Stopwatch.GetTimestamp());
}
