using System.Diagnostics;
using HdrHistogram;

namespace Bench.Measuring;

/// <summary>Latencies in microseconds, three significant digits, in an HdrHistogram. Not thread-safe.</summary>
internal sealed class Latencies
{
    /// <summary>The percentiles that rows show.</summary>
    public static readonly (string Name, double Value)[] Judged = [("p50", 50), ("p99", 99)];

    private const long Highest = 10L * 60 * 1_000_000;
    private readonly LongHistogram histogram = new(Highest, 3);

    public long Count => histogram.TotalCount;

    /// <param name="ticks">Of <see cref="Stopwatch"/>. Below zero counts as zero: the push arrived before the writer had its answer.</param>
    public void Record(long ticks) =>
        histogram.RecordValue(Math.Clamp((long)Stopwatch.GetElapsedTime(0, Math.Max(0, ticks)).TotalMicroseconds, 0, Highest));

    /// <returns>Milliseconds.</returns>
    public double Percentile(double percentile) => Count == 0 ? double.NaN : histogram.GetValueAtPercentile(percentile) / 1_000.0;

    public void Add(Latencies other) => histogram.Add(other.histogram);

    /// <summary>Values and counts alternately: the form in which it is sent between processes.</summary>
    public long[] ToCounts() => [.. histogram.RecordedValues().SelectMany(value => (long[])[value.ValueIteratedTo, value.CountAtValueIteratedTo])];

    public static Latencies FromCounts(ReadOnlySpan<long> counts)
    {
        if (counts.Length % 2 != 0)
        {
            throw new ArgumentException("Values and counts come in pairs.", nameof(counts));
        }

        var latencies = new Latencies();
        for (var index = 0; index < counts.Length; index += 2)
        {
            latencies.histogram.RecordValueWithCount(counts[index], counts[index + 1]);
        }

        return latencies;
    }
}
