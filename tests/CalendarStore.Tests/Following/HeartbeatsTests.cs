using CalendarStore.Sqlite.Following;
using Microsoft.Extensions.Time.Testing;

namespace CalendarStore.Tests.Following;

public class HeartbeatsTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(5);

    private readonly FakeTimeProvider time = new();
    private readonly Heartbeats watcher;

    public HeartbeatsTests() => watcher = new(Lease, time);

    [Fact]
    public void Who_stands_still_for_a_lease_time_is_dead_and_who_moves_is_not()
    {
        var dead = new List<string>();
        for (var second = 0; second <= 5; second++)
        {
            Assert.Empty(dead);
            dead = [.. watcher.Dead(Beats(("still", 7), ("alive", second)))];
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(["still"], dead);
    }

    [Fact]
    public void One_beat_in_time_is_enough()
    {
        watcher.Dead(Beats(("slow", 1)));
        time.Advance(Lease - TimeSpan.FromMilliseconds(1));
        Assert.Empty(watcher.Dead(Beats(("slow", 2))));
        time.Advance(Lease - TimeSpan.FromMilliseconds(1));

        Assert.Empty(watcher.Dead(Beats(("slow", 2))));
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(["slow"], watcher.Dead(Beats(("slow", 2))));
    }

    [Fact]
    public void Who_is_seen_for_the_first_time_has_a_whole_lease_time()
    {
        time.Advance(TimeSpan.FromDays(1));

        Assert.Empty(watcher.Dead(Beats(("old", 1))));
    }

    [Fact]
    public void A_watcher_that_was_held_up_itself_judges_nobody_by_that_time()
    {
        watcher.Dead(Beats(("other", 1)));
        time.Advance(TimeSpan.FromMinutes(10));

        Assert.Empty(watcher.Dead(Beats(("other", 1))));
    }

    [Fact]
    public void A_clock_that_is_set_forward_or_back_changes_nothing()
    {
        var wall = new JumpingClock();
        var heartbeats = new Heartbeats(Lease, wall);
        heartbeats.Dead(Beats(("other", 1)));

        wall.Day += TimeSpan.FromDays(400);
        Assert.Empty(heartbeats.Dead(Beats(("other", 1))));
        wall.Day -= TimeSpan.FromDays(800);
        wall.Pass(TimeSpan.FromSeconds(4));
        Assert.Empty(heartbeats.Dead(Beats(("other", 1))));
        wall.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(["other"], heartbeats.Dead(Beats(("other", 1))));
    }

    private static Dictionary<string, long> Beats(params (string Instance, long Beat)[] beats) => beats.ToDictionary(beat => beat.Instance, beat => beat.Beat);

    /// <summary>A time of day that the test sets, and timestamps that only grow.</summary>
    private sealed class JumpingClock : TimeProvider
    {
        private long ticks;

        public DateTimeOffset Day { get; set; } = DateTimeOffset.UnixEpoch;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => Day;

        public override long GetTimestamp() => ticks;

        public void Pass(TimeSpan time) => ticks += time.Ticks;
    }
}
