using System.Diagnostics;

namespace Bench.Measuring;

/// <summary>
/// Schedules requests beforehand: a slow answer does not delay the next request, and lateness counts from the scheduled time.
/// That avoids coordinated omission.
/// </summary>
internal static class OpenLoop
{
    private static readonly long Spin = Stopwatch.Frequency / 1_000;

    /// <summary>Times since the start, each at random within its period, so that periodic work in the servers is not hit at the same point each time.</summary>
    /// <param name="apart">The shortest distance between two; the period is up to a third longer.</param>
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

    /// <summary>A timer for most of the wait, then a spinning wait: timers are up to a millisecond late, which would count as latency.</summary>
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
