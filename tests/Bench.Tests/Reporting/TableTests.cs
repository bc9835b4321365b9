using System.Text.Json;
using Bench.Measuring;
using Bench.Reporting;

namespace Bench.Tests.Reporting;

public class TableTests
{
    [Fact]
    public void Peers_stand_side_by_side_with_the_verdict()
    {
        var text = Table.Of([Line(Budget.AtMost("≤ 2× hub", 1.5, 2, "0.00×"), (Peer.System, [3, 4, 2]), (Peer.Hub, [2]))]);

        Assert.Contains("whole system", text, StringComparison.Ordinal);
        Assert.Contains("3.00 (2.00–4.00)", text, StringComparison.Ordinal);
        Assert.Contains("1.50×  met", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_nobody_has_a_figure_for_is_left_out() =>
        Assert.DoesNotContain("Socket.IO", Table.Of([Line(null, (Peer.System, [1]))]), StringComparison.Ordinal);

    [Theory]
    [InlineData(2, true)]
    [InlineData(2.01, false)]
    [InlineData(double.NaN, false)]
    public void A_ceiling_is_kept_up_to_itself(double measured, bool isMet) => Assert.Equal(isMet, Budget.AtMost("≤ 2", measured, 2, "0.00").IsMet);

    [Theory]
    [InlineData(90, true)]
    [InlineData(89.9, false)]
    [InlineData(double.NaN, false)]
    public void A_floor_is_reached_from_itself_on(double measured, bool isMet) => Assert.Equal(isMet, Budget.AtLeast("≥ 90", measured, 90, "0").IsMet);

    [Fact]
    public void A_missed_budget_stands_out() => Assert.Contains("MISSED", Table.Of([Line(Budget.AtMost("≤ 2", 3, 2, "0"), (Peer.System, [3]))]), StringComparison.Ordinal);

    [Fact]
    public void What_could_not_be_compared_is_not_called_met() => Assert.Contains("nothing", Table.Of([Line(Budget.AtMost("≤ 2", double.NaN, 2, "0"), (Peer.System, [3]))]), StringComparison.Ordinal);

    [Fact]
    public void What_the_design_has_no_budget_for_is_for_comparison()
    {
        var text = Table.Of([Line(Budget.ForComparison("none", 1.2, "0.00'× alone'"), (Peer.System, [3]))]);

        Assert.Contains("1.20× alone  for comparison", text, StringComparison.Ordinal);
        Assert.DoesNotContain("MISSED", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_head_says_what_was_typed_which_sources_and_which_mode_it_was()
    {
        var text = Sample().ToText();

        Assert.Contains("bench, short mode", text, StringComparison.Ordinal);
        Assert.Contains("dotnet run --project bench -c Release -- --short   at commit 1a2b3c4+", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_JSON_has_every_round_of_every_peer()
    {
        var report = Sample();
        report.Lines.Add(Line(Budget.AtMost("≤ 2", double.NaN, 2, "0"), (Peer.System, [1, 3]), (Peer.SocketIo, [2, 2])));
        var file = Path.GetTempFileName();
        try
        {
            await report.WriteJsonAsync(file, TestContext.Current.CancellationToken);
            using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));

            var line = json.RootElement.GetProperty("lines")[0];
            Assert.Equal([1, 3], line.GetProperty("figures").GetProperty("System").GetProperty("rounds").EnumerateArray().Select(round => round.GetDouble()));
            Assert.Equal(2, line.GetProperty("figures").GetProperty("SocketIo").GetProperty("median").GetDouble());
            Assert.False(line.GetProperty("budget").GetProperty("isMet").GetBoolean());
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static Report Sample() => new()
    {
        StartedAt = new DateTimeOffset(2026, 11, 25, 8, 0, 0, TimeSpan.Zero),
        Mode = "short mode",
        Command = "dotnet run --project bench -c Release -- --short",
        Commit = "1a2b3c4+",
        RoundsPlanned = 2,
        Machine = new(2, "some", 1, "some", ".NET", null, null, "1024"),
    };

    private static Line Line(Budget? budget, params (Peer Peer, double[] Rounds)[] figures) =>
        new("latency", "p50", "ms", figures.ToDictionary(figure => figure.Peer, figure => Figure.Of(figure.Rounds)), budget);
}
