using Bench.Measuring;

namespace Bench.Tests.Measuring;

public class OpenLoopTests
{
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(260);

    [Fact]
    public void Requests_are_never_closer_than_asked_for()
    {
        var times = OpenLoop.Schedule(500, Apart, seed: 3);

        Assert.All(times.Zip(times.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, Apart, Apart * 4 / 3));
    }

    [Fact]
    public void The_same_seed_gives_every_peer_the_same_times() => Assert.Equal(OpenLoop.Schedule(50, Apart, seed: 5), OpenLoop.Schedule(50, Apart, seed: 5));

    [Fact]
    public void Another_round_has_other_times() => Assert.NotEqual(OpenLoop.Schedule(50, Apart, seed: 5), OpenLoop.Schedule(50, Apart, seed: 6));

    [Fact]
    public async Task Waiting_ends_at_the_moment_and_not_before()
    {
        var due = OpenLoop.After(System.Diagnostics.Stopwatch.GetTimestamp(), TimeSpan.FromMilliseconds(20));

        await OpenLoop.WaitUntilAsync(due, TestContext.Current.CancellationToken);

        Assert.True(System.Diagnostics.Stopwatch.GetTimestamp() >= due);
    }
}
