using System.Diagnostics;
using Bench.Measuring;
using Bench.Reporting;

namespace Bench.Tests.Measuring;

public class FigureTests
{
    [Theory]
    [InlineData(new double[] { 3, 1, 2 }, 2)]
    [InlineData(new double[] { 4, 1, 2, 3 }, 2.5)]
    [InlineData(new double[] { 7 }, 7)]
    public void The_median_is_in_the_middle(double[] rounds, double median) => Assert.Equal(median, Figure.Of(rounds).Median);

    [Fact]
    public void Nothing_measured_is_not_a_number() => Assert.True(double.IsNaN(new Figure([]).Median));

    [Fact]
    public void Peers_are_compared_within_a_round_so_that_drift_does_not_count()
    {
        var figures = new RoundFigures();
        foreach (var slowness in (double[])[1, 5, 1])
        {
            figures.Add("p50", Peer.System, 3 * slowness);
            figures.Add("p50", Peer.Hub, 2 * slowness);
        }

        Assert.Equal(1.5, figures.Ratio("p50", Peer.System, Peer.Hub));
    }

    [Fact]
    public void A_peer_that_was_not_measured_has_no_ratio()
    {
        var figures = new RoundFigures();
        figures.Add("p50", Peer.System, 3);

        Assert.True(double.IsNaN(figures.Ratio("p50", Peer.System, Peer.Hub)));
    }

    [Fact]
    public void The_worst_second_is_found_wherever_it_begins()
    {
        long[] times = [.. ((double[])[0, 0.9, 1.1, 1.3, 1.8, 2.2, 5]).Select(seconds => (long)(seconds * Stopwatch.Frequency))];

        Assert.Equal(4, WorstSecond.Of(times));
        Assert.Equal(0, WorstSecond.Of([]));
    }

    [Fact]
    public void The_worst_second_of_all_clients_is_that_of_the_client_that_fared_worst()
    {
        long[] calm = [0, 2 * Stopwatch.Frequency, 4 * Stopwatch.Frequency];
        long[] pressed = [0, Stopwatch.Frequency / 10, Stopwatch.Frequency / 5];

        Assert.Equal(3, WorstSecond.OfAll([calm, pressed, calm]));
        Assert.Equal(1, WorstSecond.OfAll([calm, calm]));
        Assert.Equal(0, WorstSecond.OfAll([]));
    }

    [Fact]
    public void Two_quantities_of_one_peer_are_compared_within_a_round_too()
    {
        var figures = new RoundFigures();
        foreach (var slowness in (double[])[1, 5, 1])
        {
            figures.Add("alone", Peer.System, 2 * slowness);
            figures.Add("beside", Peer.System, 3 * slowness);
        }

        Assert.Equal(1.5, figures.Ratio("beside", "alone", Peer.System));
        Assert.True(double.IsNaN(figures.Ratio("beside", "never measured", Peer.System)));
    }
}
