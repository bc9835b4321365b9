using CalendarStore.Feed;
using NotificationService.Coalescing;
using NotificationService.Following;
using TeamCalendars.Tenants;

namespace NotificationService.Tests.Coalescing;

public class CoalescerTests
{
    private static readonly PushRhythm Rhythm = new(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(5));
    private static readonly DateTimeOffset Noon = Changes.Noon;

    [Fact]
    public void The_first_head_goes_out_at_once()
    {
        var (_, push) = Coalescer.Take(Read(TenantPushes.Quiet, 7), Noon, Rhythm);

        Assert.Equal((new Position("e1", 7), 1), (push!.Position, push.Changes));
    }

    [Fact]
    public void What_comes_within_the_interval_goes_out_as_one_at_its_end()
    {
        var state = Pushed(Read(TenantPushes.Quiet, 1), Noon);
        state = Read(Read(state, 2), 5);

        Assert.Null(Coalescer.Take(state, Noon.AddMilliseconds(199), Rhythm).Push);
        Assert.Equal(Noon.AddMilliseconds(200), Coalescer.DueAt(state));
        var push = Coalescer.Take(state, Noon.AddMilliseconds(200), Rhythm).Push!;
        Assert.Equal((5, 4), (push.Position.Version, push.Changes));
    }

    [Fact]
    public void After_a_quiet_interval_a_head_goes_out_at_once_again()
    {
        var state = Read(Pushed(Read(TenantPushes.Quiet, 1), Noon), 2);

        Assert.NotNull(Coalescer.Take(state, Noon.AddSeconds(1), Rhythm).Push);
    }

    [Fact]
    public void Only_one_push_is_on_its_way_at_a_time()
    {
        var (state, _) = Coalescer.Take(Read(TenantPushes.Quiet, 1), Noon, Rhythm);
        state = Read(state, 2);

        Assert.Null(Coalescer.DueAt(state));
        Assert.Null(Coalescer.Take(state, Noon.AddHours(1), Rhythm).Push);
    }

    [Fact]
    public void A_push_that_failed_goes_out_again_with_what_came_meanwhile()
    {
        var (state, _) = Coalescer.Take(Read(TenantPushes.Quiet, 1), Noon, Rhythm);
        state = Coalescer.Failed(Read(state, 2), Noon.AddMilliseconds(10), TimeSpan.FromSeconds(1));

        Assert.Equal(1, state.Failures);
        Assert.Equal(Changes.Before(1), state.UnacknowledgedFrom);
        Assert.Null(Coalescer.Take(state, Noon.AddMilliseconds(1009), Rhythm).Push);
        var push = Coalescer.Take(state, Noon.AddMilliseconds(1010), Rhythm).Push!;
        Assert.Equal((2, 2), (push.Position.Version, push.Changes));
    }

    [Fact]
    public void The_last_position_is_announced_once_more_after_5_seconds_and_then_the_tenant_is_forgotten()
    {
        var state = Pushed(Read(TenantPushes.Quiet, 7), Noon);

        var (after, at) = Reannounced(state);

        Assert.Equal(Noon.AddSeconds(5), at);
        Assert.False(Coalescer.IsDone(state, at));
        Assert.True(Coalescer.IsDone(after, at));
    }

    [Fact]
    public void A_head_takes_the_place_of_the_announcement_and_starts_its_time_anew()
    {
        var state = Read(Pushed(Read(TenantPushes.Quiet, 7), Noon), 8);

        Assert.Equal(8, Coalescer.Take(state, Noon.AddSeconds(5), Rhythm).Push!.Position.Version);
        Assert.Equal(Noon.AddSeconds(10), Coalescer.DueAt(Pushed(state, Noon.AddSeconds(5))));
    }

    [Fact]
    public void A_head_just_after_an_announcement_goes_out_at_once()
    {
        var (state, at) = Reannounced(Pushed(Read(TenantPushes.Quiet, 7), Noon));

        Assert.Equal(8, Coalescer.Take(Read(state, 8), at.AddMilliseconds(1), Rhythm).Push!.Position.Version);
    }

    [Fact]
    public void An_announcement_that_failed_is_still_owed()
    {
        var state = Pushed(Read(TenantPushes.Quiet, 7), Noon);
        (state, _) = Coalescer.Take(state, Noon.AddSeconds(5), Rhythm);

        state = Coalescer.Failed(state, Noon.AddSeconds(5), TimeSpan.FromSeconds(2));

        Assert.Null(state.UnacknowledgedFrom);
        var again = Coalescer.Take(state, Noon.AddSeconds(7), Rhythm).Push!;
        Assert.Equal((7, 0, null), (again.Position.Version, again.Changes, again.News));
    }

    [Fact]
    public void What_the_feed_tells_twice_is_not_pushed_again()
    {
        var state = Pushed(Read(TenantPushes.Quiet, 2), Noon);

        Assert.Same(state, Read(Read(state, 1), 2));
    }

    [Fact]
    public void A_nudged_head_goes_out_at_once_with_its_trace_and_its_page_adds_nothing()
    {
        var state = Coalescer.Nudged(TenantPushes.Quiet, Changes.Entry(9, trace: "00-1-1-01"));

        var (taken, push) = Coalescer.Take(state, Noon, Rhythm);
        Assert.Equal((9, 1, "00-1-1-01"), (push!.Position.Version, push.Changes, push.News!.TraceParent));
        state = Read(Coalescer.Accepted(taken, Noon, Rhythm), 9);

        Assert.Null(state.Waiting);
        Assert.Null(state.UnacknowledgedFrom);
        Assert.Equal(Noon.AddSeconds(5), Coalescer.DueAt(state));
        Assert.Null(Coalescer.Take(state, Noon.AddSeconds(5), Rhythm).Push!.News);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_page_is_not_done_with_while_the_nudged_head_that_it_holds_waits_or_is_on_its_way(bool onItsWay)
    {
        var state = Coalescer.Nudged(TenantPushes.Quiet, Changes.Entry(9));
        state = onItsWay ? Coalescer.Take(state, Noon, Rhythm).State : state;
        Assert.Null(state.UnacknowledgedFrom);

        state = Read(state, 8);

        Assert.Equal(Changes.Before(8), state.UnacknowledgedFrom);
        state = onItsWay ? Coalescer.Failed(state, Noon, TimeSpan.Zero) : state;
        Assert.Equal(Changes.Before(8), state.UnacknowledgedFrom);
        Assert.Null(Pushed(state, Noon.AddSeconds(1)).UnacknowledgedFrom);
    }

    [Fact]
    public void A_nudged_head_that_no_page_tells_of_is_pushed_once_for_another_instance_announces_it_again()
    {
        var state = Pushed(Coalescer.Nudged(TenantPushes.Quiet, Changes.Entry(9)), Noon);

        Assert.Same(state, Coalescer.Nudged(state, Changes.Entry(9)));
        Assert.False(Coalescer.IsDone(state, Noon.AddSeconds(4)));
        (state, var push) = Coalescer.Take(state, Noon.AddSeconds(5), Rhythm);
        Assert.Null(push);
        Assert.True(Coalescer.IsDone(state, Noon.AddSeconds(5)));
    }

    [Fact]
    public void What_another_instance_was_nudged_about_is_announced_once_more_by_the_one_that_reads_its_page()
    {
        var state = Coalescer.Read(TenantPushes.Quiet, Changes.Entry(9), Changes.Share, Changes.Before(9), receivesNudges: true);
        Assert.Equal(Changes.Before(9), state.UnacknowledgedFrom);

        state = Pushed(state, Noon);

        Assert.Null(state.ReannounceAt);
        Assert.True(Coalescer.IsDone(state, Noon.AddMilliseconds(200)));
    }

    [Fact]
    public void What_this_instance_was_nudged_about_is_announced_again_though_an_earlier_head_was_announced_elsewhere()
    {
        var state = Coalescer.Read(TenantPushes.Quiet, Changes.Entry(9), Changes.Share, Changes.Before(9), receivesNudges: true);

        state = Pushed(Coalescer.Nudged(state, Changes.Entry(10)), Noon);

        Assert.Equal(Noon.AddSeconds(5), state.ReannounceAt);
    }

    [Fact]
    public void A_later_head_by_a_nudge_goes_out_with_what_waits_and_the_pages_place_is_kept()
    {
        var state = Coalescer.Nudged(Read(TenantPushes.Quiet, 1), Changes.Entry(3));

        Assert.Equal(Changes.Before(1), state.UnacknowledgedFrom);
        Assert.Equal(3, Coalescer.Take(state, Noon, Rhythm).Push!.Position.Version);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_another_holding_tells_of_is_unacknowledged_in_that_one(bool onItsWay)
    {
        var state = Read(TenantPushes.Quiet, 5);
        state = onItsWay ? Coalescer.Take(state, Noon, Rhythm).State : state;
        var later = new FeedShare("8", 2);

        state = Coalescer.Read(state, Changes.Entry(5), later, new(1));

        Assert.Equal((later, new Checkpoint(1)), (state.Share, state.UnacknowledgedFrom!.Value));
    }

    [Fact]
    public void Of_two_epochs_only_the_later_is_told_and_both_are_held()
    {
        var state = Read(TenantPushes.Quiet, 41);
        state = Coalescer.Read(state, Changes.Entry(1, epoch: "e2"), Changes.Share, new(99));

        Assert.Equal(new Position("e2", 1), state.Waiting!.Position);
        Assert.Equal(Changes.Before(41), state.Waiting.From);
        Assert.Equal(1, Coalescer.Take(state, Noon, Rhythm).Push!.Changes);
    }

    [Fact]
    public void The_first_trace_is_continued_and_at_most_16_others_are_linked_once_each()
    {
        static string Trace(int n) => $"00-{n:x32}-{n:x16}-01";
        var state = TenantPushes.Quiet;
        for (var n = 1; n <= 40; n++)
        {
            state = Coalescer.Read(state, Changes.Entry(n, trace: Trace((n + 1) / 2)), Changes.Share, Changes.Before(n));
        }

        Assert.Equal(Trace(1), state.Waiting!.TraceParent);
        Assert.Equal(Enumerable.Range(2, 16).Select(Trace), state.Waiting.Links);
    }

    private static TenantPushes Read(TenantPushes state, long version) =>
        Coalescer.Read(state, Changes.Entry(version), Changes.Share, Changes.Before(version));

    private static TenantPushes Pushed(TenantPushes state, DateTimeOffset now) =>
        Coalescer.Accepted(state.InFlight is null ? Coalescer.Take(state, now, Rhythm).State : state, now, Rhythm);

    private static (TenantPushes State, DateTimeOffset At) Reannounced(TenantPushes state)
    {
        var at = Coalescer.DueAt(state)!.Value;
        Assert.Null(Coalescer.Take(state, at.AddTicks(-1), Rhythm).Push);
        var (taken, push) = Coalescer.Take(state, at, Rhythm);
        Assert.Equal((7, null), (push!.Position.Version, push.News));
        return (Coalescer.Accepted(taken, at, Rhythm), at);
    }
}
