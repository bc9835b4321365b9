using System.Diagnostics;

namespace Bench.Load;

/// <summary>The load process's time. <see cref="Stopwatch"/> reads CLOCK_MONOTONIC on Linux, which all processes share.</summary>
internal sealed record ClockJob : Job<long>
{
    protected override Task<long> MeasureAsync(LoadContext context, CancellationToken cancellationToken) => Task.FromResult(Stopwatch.GetTimestamp());
}
