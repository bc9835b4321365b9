using System.Diagnostics;
using Bench.Measuring;

namespace Bench.Tests.Measuring;

public class LatenciesTests
{
    private static readonly long Millisecond = Stopwatch.Frequency / 1_000;

    [Fact]
    public void What_travels_between_processes_gives_the_same_percentiles()
    {
        var random = new Random(7);
        var latencies = new Latencies();
        for (var index = 0; index < 10_000; index++)
        {
            latencies.Record(random.NextInt64(200 * Millisecond));
        }

        var arrived = Latencies.FromCounts(latencies.ToCounts());

        Assert.Equal(latencies.Count, arrived.Count);
        Assert.All((double[])[1, 50, 90, 99, 99.9, 100], percentile => Assert.Equal(latencies.Percentile(percentile), arrived.Percentile(percentile), tolerance: latencies.Percentile(percentile) / 500));
    }

    [Fact]
    public void Percentiles_are_milliseconds()
    {
        var latencies = new Latencies();
        for (var milliseconds = 1; milliseconds <= 100; milliseconds++)
        {
            latencies.Record(milliseconds * Millisecond);
        }

        Assert.Equal(50, latencies.Percentile(50), tolerance: 0.1);
        Assert.Equal(99, latencies.Percentile(99), tolerance: 0.1);
    }

    [Fact]
    public void Merging_counts_both()
    {
        var (fast, slow) = (new Latencies(), new Latencies());
        for (var index = 0; index < 90; index++)
        {
            fast.Record(Millisecond);
        }

        for (var index = 0; index < 10; index++)
        {
            slow.Record(100 * Millisecond);
        }

        fast.Add(slow);

        Assert.Equal(100, fast.Count);
        Assert.Equal(1, fast.Percentile(50), tolerance: 0.01);
        Assert.Equal(100, fast.Percentile(99), tolerance: 0.2);
    }

    [Fact]
    public void A_push_that_was_faster_than_the_answer_took_no_time()
    {
        var latencies = new Latencies();
        latencies.Record(-Millisecond);

        Assert.Equal(1, latencies.Count);
        Assert.Equal(0, latencies.Percentile(100));
    }

    [Fact]
    public void Nothing_recorded_has_no_percentile() => Assert.True(double.IsNaN(new Latencies().Percentile(99)));

    [Fact]
    public void A_value_without_its_count_is_refused() => Assert.Throws<ArgumentException>(() => Latencies.FromCounts([1, 2, 3]));
}
