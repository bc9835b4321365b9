using CalendarStore.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace CalendarStore.Tests.Following;

public class HeartbeatsTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(5);

    private readonly FakeTimeProvider _clock = new();
    private readonly Heartbeats _watcher;

    public HeartbeatsTests() => _watcher = new(Lease, _clock);

    [Fact]
    public void Who_stands_still_for_a_lease_time_is_dead_and_who_moves_is_not()
    {
        var dead = new List<string>();
        for (var second = 0; second <= 5; second++)
        {
            Assert.Empty(dead);
            dead = [.. _watcher.Dead(Beats(("still", 7), ("alive", second)))];
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(["still"], dead);
    }

    [Fact]
    public void One_beat_in_time_is_enough()
    {
        _watcher.Dead(Beats(("slow", 1)));
        _clock.Advance(Lease - TimeSpan.FromMilliseconds(1));
        Assert.Empty(_watcher.Dead(Beats(("slow", 2))));
        _clock.Advance(Lease - TimeSpan.FromMilliseconds(1));

        Assert.Empty(_watcher.Dead(Beats(("slow", 2))));
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(["slow"], _watcher.Dead(Beats(("slow", 2))));
    }

    [Fact]
    public void Who_is_seen_for_the_first_time_has_a_whole_lease_time()
    {
        _clock.Advance(TimeSpan.FromDays(1));

        Assert.Empty(_watcher.Dead(Beats(("old", 1))));
    }

    [Fact]
    public void A_watcher_that_was_held_up_itself_judges_nobody_by_that_time()
    {
        _watcher.Dead(Beats(("other", 1)));
        _clock.Advance(TimeSpan.FromMinutes(10));

        Assert.Empty(_watcher.Dead(Beats(("other", 1))));
    }

    [Fact]
    public void A_clock_that_is_set_forward_or_back_changes_nothing()
    {
        var wall = new JumpingClock();
        var watcher = new Heartbeats(Lease, wall);
        watcher.Dead(Beats(("other", 1)));

        wall.Day += TimeSpan.FromDays(400);
        Assert.Empty(watcher.Dead(Beats(("other", 1))));
        wall.Day -= TimeSpan.FromDays(800);
        wall.Pass(TimeSpan.FromSeconds(4));
        Assert.Empty(watcher.Dead(Beats(("other", 1))));
        wall.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(["other"], watcher.Dead(Beats(("other", 1))));
    }

    private static Dictionary<string, long> Beats(params (string Instance, long Beat)[] beats) => beats.ToDictionary(beat => beat.Instance, beat => beat.Beat);

    /// <summary>A time of day that is set at will, beside a timer that only runs.</summary>
    private sealed class JumpingClock : TimeProvider
    {
        private long _ticks;

        public DateTimeOffset Day { get; set; } = DateTimeOffset.UnixEpoch;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => Day;

        public override long GetTimestamp() => _ticks;

        public void Pass(TimeSpan time) => _ticks += time.Ticks;
    }
}
