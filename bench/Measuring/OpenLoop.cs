using System.Diagnostics;

namespace Bench.Measuring;

/// <summary>
/// When to send, decided beforehand: a slow answer does not hold back the next request, and whatever is late is late against its intended time.
/// That is what keeps coordinated omission out.
/// </summary>
internal static class OpenLoop
{
    private static readonly long Spin = Stopwatch.Frequency / 1_000;

    /// <summary>Distances from the start, each drawn from the period around its turn, so that nothing periodic in the servers is hit alike each time.</summary>
    /// <param name="apart">The least distance between two; the period is up to a third longer.</param>
    public static TimeSpan[] Schedule(int count, TimeSpan apart, int seed)
    {
        var random = new Random(seed);
        var times = new TimeSpan[count];
        var time = TimeSpan.Zero;
        for (var index = 0; index < count; index++)
        {
            times[index] = time + (apart * (random.NextDouble() / 3));
            time = times[index] + apart;
        }

        return times;
    }

    /// <summary>A timer for most of it, then a turning wait: timers are a millisecond late, which would be counted as latency.</summary>
    public static async Task WaitUntilAsync(long timestamp, CancellationToken cancellationToken)
    {
        var rest = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), timestamp - (2 * Spin));
        if (rest > TimeSpan.Zero)
        {
            await Task.Delay(rest, cancellationToken);
        }

        while (Stopwatch.GetTimestamp() < timestamp)
        {
            Thread.SpinWait(20);
        }
    }

    public static long After(long timestamp, TimeSpan time) => timestamp + (long)(time.TotalSeconds * Stopwatch.Frequency);
}
