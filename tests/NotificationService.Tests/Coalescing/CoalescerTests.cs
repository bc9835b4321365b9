using CalendarStore;

namespace NotificationService.Tests;

public class CoalescerTests
{
    private static readonly PushRhythm Rhythm = new(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15));
    private static readonly DateTimeOffset Noon = Changes.Noon;

    [Fact]
    public void The_first_change_goes_out_at_once()
    {
        var (_, push) = Coalescer.Take(Changed(TenantPushes.Quiet, 1), Noon, Rhythm);

        var message = push!.ToMessage();
        Assert.Equal(("e1", 0, 1, 1), (message.Epoch, message.Since, message.Version, message.Changes));
        Assert.Equal(["team"], message.Calendars);
    }

    [Fact]
    public void What_comes_within_the_interval_goes_out_as_one_at_its_end()
    {
        var state = Pushed(Changed(TenantPushes.Quiet, 1), Noon);
        state = Changed(Changed(state, 2), 3);

        Assert.Null(Coalescer.Take(state, Noon.AddMilliseconds(199), Rhythm).Push);
        Assert.Equal(Noon.AddMilliseconds(200), Coalescer.DueAt(state));
        var push = Coalescer.Take(state, Noon.AddMilliseconds(200), Rhythm).Push!;
        Assert.Equal((1, 3, 2), (push.Changes!.Since, push.Changes.Version, push.Changes.Changes));
    }

    [Fact]
    public void After_a_quiet_interval_a_change_goes_out_at_once_again()
    {
        var state = Changed(Pushed(Changed(TenantPushes.Quiet, 1), Noon), 2);

        Assert.NotNull(Coalescer.Take(state, Noon.AddSeconds(1), Rhythm).Push);
    }

    [Fact]
    public void Only_one_push_is_on_its_way_at_a_time()
    {
        var (state, _) = Coalescer.Take(Changed(TenantPushes.Quiet, 1), Noon, Rhythm);
        state = Changed(state, 2);

        Assert.Null(Coalescer.DueAt(state));
        Assert.Null(Coalescer.Take(state, Noon.AddHours(1), Rhythm).Push);
    }

    [Fact]
    public void A_push_that_failed_goes_out_again_with_what_came_meanwhile()
    {
        var (state, _) = Coalescer.Take(Changed(TenantPushes.Quiet, 1), Noon, Rhythm);
        state = Coalescer.Failed(Changed(state, 2), Noon.AddMilliseconds(10), TimeSpan.FromSeconds(1));

        Assert.Equal(1, state.Failures);
        Assert.Null(Coalescer.Take(state, Noon.AddMilliseconds(1009), Rhythm).Push);
        var push = Coalescer.Take(state, Noon.AddMilliseconds(1010), Rhythm).Push!;
        Assert.Equal((0, 2), (push.Changes!.Since, push.Changes.Version));
    }

    [Fact]
    public void The_last_position_is_said_again_after_5_and_15_seconds_and_then_the_tenant_is_forgotten()
    {
        var state = Pushed(Changed(TenantPushes.Quiet, 7), Noon);

        var (first, at1) = Reannounced(state);
        var (second, at2) = Reannounced(first);

        Assert.Equal((Noon.AddSeconds(5), Noon.AddSeconds(15)), (at1, at2));
        Assert.False(Coalescer.IsOver(first, at1));
        Assert.True(Coalescer.IsOver(second, at2));
    }

    [Fact]
    public void A_change_takes_the_place_of_the_repetition_and_starts_it_anew()
    {
        var state = Changed(Pushed(Changed(TenantPushes.Quiet, 7), Noon), 8);

        var push = Coalescer.Take(state, Noon.AddSeconds(5), Rhythm).Push!;
        Assert.Equal(8, push.Changes!.Version);
        var after = Pushed(state, Noon.AddSeconds(5));
        Assert.Equal(Noon.AddSeconds(10), Coalescer.DueAt(after));
        Assert.Equal(2, after.ReannouncementsLeft);
    }

    [Fact]
    public void A_change_just_after_a_repetition_goes_out_at_once()
    {
        var (state, at) = Reannounced(Pushed(Changed(TenantPushes.Quiet, 7), Noon));

        var push = Coalescer.Take(Changed(state, 8), at.AddMilliseconds(1), Rhythm).Push!;

        Assert.Equal(8, push.Changes!.Version);
    }

    [Fact]
    public void A_repetition_that_failed_is_still_owed()
    {
        var state = Pushed(Changed(TenantPushes.Quiet, 7), Noon);
        (state, _) = Coalescer.Take(state, Noon.AddSeconds(5), Rhythm);

        state = Coalescer.Failed(state, Noon.AddSeconds(5), TimeSpan.FromSeconds(2));

        Assert.Equal(2, state.ReannouncementsLeft);
        Assert.NotNull(Coalescer.Take(state, Noon.AddSeconds(7), Rhythm).Push);
    }

    [Fact]
    public void What_the_feed_repeats_is_not_pushed_again()
    {
        var state = Pushed(Changed(Changed(TenantPushes.Quiet, 1), 2), Noon);

        Assert.Same(state, Changed(Changed(state, 1), 2));
    }

    [Fact]
    public void What_is_told_ahead_does_not_hide_changes_that_were_never_pushed()
    {
        var state = Coalescer.Told(TenantPushes.Quiet, new Position("e1", 9), Noon);

        state = Changed(Changed(state, 8), 9);

        var push = Coalescer.Take(state, Noon, Rhythm).Push!;
        Assert.Equal((7, 9), (push.Changes!.Since, push.Changes.Version));
    }

    [Fact]
    public void What_is_told_ahead_is_said()
    {
        var state = Coalescer.Told(TenantPushes.Quiet, new Position("e1", 9), Noon);

        var message = Coalescer.Take(state, Noon, Rhythm).Push!.ToMessage();

        Assert.Equal((9, 9, 0), (message.Since, message.Version, message.Changes));
        Assert.Empty(message.Calendars!);
    }

    [Fact]
    public void What_is_told_ahead_while_changes_wait_is_said_after_them()
    {
        var state = Coalescer.Told(Changed(TenantPushes.Quiet, 1), new Position("e1", 9), Noon);

        var (taken, push) = Coalescer.Take(state, Noon, Rhythm);
        Assert.Equal(1, push!.Changes!.Version);
        state = Coalescer.Accepted(taken, Noon, Rhythm);
        Assert.Equal(9, Coalescer.Take(state, Noon.AddMilliseconds(200), Rhythm).Push!.Position.Version);
    }

    [Fact]
    public void What_is_told_ahead_again_or_is_known_already_starts_nothing()
    {
        var told = Pushed(Coalescer.Told(TenantPushes.Quiet, new Position("e1", 9), Noon), Noon);
        var pushed = Pushed(Changed(TenantPushes.Quiet, 9), Noon);

        Assert.Same(told, Coalescer.Told(told, new Position("e1", 9), Noon));
        Assert.Same(pushed, Coalescer.Told(pushed, new Position("e1", 8), Noon));
    }

    [Fact]
    public void The_origin_is_named_only_when_all_changes_are_its_own()
    {
        Assert.Equal("tab", Union(("a", "tab"), ("b", "tab")).Origin);
        Assert.Null(Union(("a", "tab"), ("b", "other")).Origin);
        Assert.Null(Union(("a", "tab"), ("b", null)).Origin);
        Assert.Null(Union(("a", null), ("b", "tab")).Origin);
        Assert.Null(Union(("a", "tab"), ("b", "other"), ("c", "tab")).Origin);
    }

    [Fact]
    public void Up_to_8_calendars_are_listed_and_more_are_left_out()
    {
        var eight = Enumerable.Range(1, 8).Select(n => ($"c{n}", (string?)null)).ToArray();

        Assert.Equal(eight.Select(change => change.Item1), Union([.. eight, .. eight]).Calendars!.Value);
        var nine = Union([.. eight, ("c9", null), ("c1", null)]);
        Assert.Null(nine.Calendars);
        Assert.Null(new Push(nine.Position, nine).ToMessage().Calendars);
    }

    [Fact]
    public void Of_two_epochs_only_the_later_is_told_and_both_are_held()
    {
        var state = Changed(TenantPushes.Quiet, 41);
        state = Coalescer.Changed(state, Changes.Entry(1, epoch: "e2"), new(99));

        Assert.Equal(("e2", 0, 1), (state.Waiting!.Epoch, state.Waiting.Since, state.Waiting.Version));
        Assert.Equal(Changes.Before(41), state.Waiting.From);
    }

    [Fact]
    public void The_first_trace_is_continued_and_at_most_16_others_are_linked_once_each()
    {
        static string Trace(int n) => $"00-{n:x32}-{n:x16}-01";
        var state = TenantPushes.Quiet;
        for (var n = 1; n <= 40; n++)
            state = Coalescer.Changed(state, Changes.Entry(n, trace: Trace((n + 1) / 2)), Changes.Before(n));

        Assert.Equal(Trace(1), state.Waiting!.TraceParent);
        Assert.Equal(Enumerable.Range(2, 16).Select(Trace), state.Waiting.Links);
    }

    private static TenantPushes Changed(TenantPushes state, long version) =>
        Coalescer.Changed(state, Changes.Entry(version), Changes.Before(version));

    private static TenantPushes Pushed(TenantPushes state, DateTimeOffset now) =>
        Coalescer.Accepted(Coalescer.Take(state, now, Rhythm).State, now, Rhythm);

    private static (TenantPushes State, DateTimeOffset At) Reannounced(TenantPushes state)
    {
        var at = Coalescer.DueAt(state)!.Value;
        Assert.Null(Coalescer.Take(state, at.AddTicks(-1), Rhythm).Push);
        var (taken, push) = Coalescer.Take(state, at, Rhythm);
        Assert.Null(push!.Changes);
        Assert.Equal(7, push.Position.Version);
        return (Coalescer.Accepted(taken, at, Rhythm), at);
    }

    private static ChangeUnion Union(params (string Calendar, string? Origin)[] changes)
    {
        var state = TenantPushes.Quiet;
        for (var n = 0; n < changes.Length; n++)
            state = Coalescer.Changed(state, Changes.Entry(n + 1, changes[n].Calendar, changes[n].Origin), Changes.Before(n + 1));
        return state.Waiting!;
    }
}
