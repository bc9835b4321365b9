using System.Collections.Concurrent;
using System.Diagnostics;
using CalendarStore.Feed;
using CalendarStore.Tests.Following;
using NodaTime;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace CalendarStore.Tests.Contract;

public abstract partial class CalendarStoreContract
{
    [Fact, Trait("feed case", "1")]
    public async Task A_follower_gets_every_tenants_head_with_the_time_and_the_trace_of_its_last_change()
    {
        await Store.PutCalendarAsync(Sample.Fabrikam, Sample.Team, Sample.Calendar(), Create, new WriteContext("diego"), Stop);
        Clock.Advance(TimeSpan.FromMinutes(3));
        const string Last = "00-33333333333333333333333333333333-4444444444444444-01";
        var item = await Written("e");
        await Store.DeleteEventAsync(Sample.Contoso, item.CalendarId, item.Id, item.Revision.ETag, Sample.Adele with { TraceParent = Last }, Stop);

        var entries = await FollowedFeed.ReadAsync(Feed, 2);

        var now = Instant.FromDateTimeOffset(Clock.GetUtcNow());
        Assert.Equal(
            [new FeedEntry(Sample.Contoso, await Head(), now, Last), new FeedEntry(Sample.Fabrikam, await Head(Sample.Fabrikam), now - Duration.FromMinutes(3), null)],
            entries.OrderBy(entry => entry.Tenant.Value));
        Assert.Equal(3, entries.Single(entry => entry.Tenant == Sample.Contoso).Position.Version);
    }

    [Fact, Trait("feed case", "1")]
    public async Task Each_move_of_a_head_is_told_and_positions_only_grow()
    {
        await using var followed = new FollowedFeed(Feed, saves: true);
        for (var version = 2; version <= 6; version++)
        {
            await Written($"e{version}");
            await followed.UntilPage(Sample.Contoso, version);
        }

        Assert.Equal(followed.Entries.Select(entry => entry.Position.Version).Order(), followed.Entries.Select(entry => entry.Position.Version));
    }

    [Fact, Trait("feed case", "2")]
    public async Task A_backlog_is_one_entry_however_many_changes_led_there()
    {
        const int Count = 1_300;
        await WriteMany(Count);

        await using var followed = new FollowedFeed(Feed);
        await followed.Until(1);
        await Store.PutCalendarAsync(Sample.Fabrikam, Sample.Team, Sample.Calendar(), Create, Sample.Adele, Stop);
        await followed.UntilPage(Sample.Fabrikam, 1);

        Assert.Equal([(Sample.Contoso, Count + 1L), (Sample.Fabrikam, 1L)], followed.Entries.Select(entry => (entry.Tenant, entry.Position.Version)));
    }

    [Fact, Trait("feed case", "2")]
    public async Task Many_tenants_come_in_pages_each_once()
    {
        var tenants = await WriteTenants(500);

        await using var followed = new FollowedFeed(Feed);
        await followed.Until(tenants.Count + 1);

        Assert.Equal(tenants.Append(Sample.Contoso).OrderBy(tenant => tenant.Value), followed.Entries.Select(entry => entry.Tenant).OrderBy(tenant => tenant.Value));
        Assert.True(followed.Now.Pages.Count > 1, "A page has a bound.");
    }

    [Fact, Trait("feed case", "3")]
    public async Task A_waiting_follower_is_woken_by_a_write_here_and_by_one_of_another_connection()
    {
        // The clock of the test stands still. So only the store can wake its followers, or, with a store that cannot, the nudge.
        var other = Reopen();
        await using var followed = new FollowedFeed(Feed);
        await followed.Until(1);
        for (var i = 0; i < 10; i++)
        {
            await (i % 2 == 0 ? Store : other.Store).PutEventAsync(Sample.Contoso, Sample.Team, Sample.Id($"e{i}"), Sample.Event(), Create, Sample.Adele, Stop);
            Feed.Nudge(Sample.Contoso);
            await followed.UntilHead(Sample.Contoso, i + 2);
        }
    }

    [Fact, Trait("feed case", "3")]
    public async Task A_nudge_for_a_tenant_that_has_not_changed_lately_does_nothing()
    {
        await using var followed = new FollowedFeed(Feed);
        await followed.Until(1);
        Clock.Advance(TimeSpan.FromMinutes(1));

        Feed.Nudge(Sample.Contoso);
        Feed.Nudge(new TenantId(Guid.NewGuid()));
        await Store.PutCalendarAsync(Sample.Fabrikam, Sample.Team, Sample.Calendar(), Create, Sample.Adele, Stop);
        Feed.Nudge(Sample.Fabrikam);
        await followed.UntilHead(Sample.Fabrikam, 1);

        var told = Assert.Single(followed.Entries.Concat(followed.Now.Nudged), entry => entry.Tenant != Sample.Fabrikam);
        Assert.Equal((Sample.Contoso, 1), (told.Tenant, told.Position.Version));
    }

    [Fact, Trait("feed case", "4")]
    public async Task A_saved_place_survives_and_consumers_do_not_see_each_others()
    {
        await Written("a");
        await using (var first = new FollowedFeed(Feed, "pusher", saves: true))
        {
            await first.UntilPage(Sample.Contoso, 2);
            // The follower receives the next pages but does not save them.
            first.Saves = false;
            await Store.PutCalendarAsync(Sample.Fabrikam, Sample.Team, Sample.Calendar(), Create, Sample.Adele, Stop);
            await first.UntilPage(Sample.Fabrikam, 1);
        }

        await using var again = new FollowedFeed(Reopen().Feed, "pusher");
        await again.Until(1);
        Assert.Equal((Sample.Fabrikam, 1), (again.Entries[0].Tenant, again.Entries[0].Position.Version));
        Assert.Equal([Sample.Contoso, Sample.Fabrikam], (await FollowedFeed.ReadAsync(Feed, 2)).Select(entry => entry.Tenant).OrderBy(tenant => tenant.Value));
    }

    [Fact, Trait("feed case", "4")]
    public async Task The_place_of_an_earlier_page_can_be_saved_after_later_ones_were_handed_out()
    {
        // Each write comes after the page of the write before, so each has its own page.
        await using (var first = new FollowedFeed(Feed, "pusher"))
        {
            await first.Until(1);
            var page = first.Now.Pages[0].Page;
            await Written("later");
            await first.UntilPage(Sample.Contoso, 2);
            Assert.True(await page.SaveAsync(Stop));
        }

        await using var again = new FollowedFeed(Feed, "pusher");
        await again.Until(1);
        Assert.Equal(2, again.Entries[0].Position.Version);
    }

    [Fact, Trait("feed case", "6")]
    public async Task Who_lost_its_share_cannot_save_any_more()
    {
        await Written("a");
        var first = new FollowedFeed(Feed, "pusher");
        await first.UntilPage(Sample.Contoso, 2);
        await first.StopAsync();

        Assert.False(await first.Now.Pages[^1].Page.SaveAsync(Stop));

        await using var second = new FollowedFeed(Reopen().Feed, "pusher");
        await second.Until(1);
        Assert.False(await first.Now.Pages[^1].Page.SaveAsync(Stop));
        Assert.Equal([2], second.Entries.Select(entry => entry.Position.Version));
        Assert.True(await second.Now.Pages[^1].Page.SaveAsync(Stop));
    }

    [Fact, Trait("feed case", "7")]
    public async Task Two_instances_divide_the_shares_and_leave_no_tenant_out()
    {
        var tenants = Enumerable.Range(0, 40).Select(_ => new TenantId(Guid.NewGuid())).ToList();
        await using var first = new FollowedFeed(Feed, "pusher", saves: true);
        await first.Until(told => told.State is { Held: > 0 } state && state.Held == state.Shares);
        await using var second = new FollowedFeed(Reopen().Feed, "pusher", saves: true);
        await second.Until(told => told.State is { Instances: 2 } state && state.Held >= state.Shares / 2);
        await first.Until(told => told.State is { Instances: 2 } state && state.Held <= (state.Shares + 1) / 2);

        await Task.WhenAll(tenants.Select(tenant => Store.PutCalendarAsync(tenant, Sample.Team, Sample.Calendar(), Create, Sample.Adele, Stop)));

        var all = tenants.Append(Sample.Contoso).ToHashSet();
        // The callback that comes last sees that it was the last.
        await Task.WhenAny(first.Until(_ => AllTold()), second.Until(_ => AllTold()));
        Assert.True(AllTold());
        Assert.Empty(first.Now.Held.Select(share => share.Name).Intersect(second.Now.Held.Select(share => share.Name)));

        bool AllTold() => all.SetEquals(first.Entries.Concat(second.Entries).Select(entry => entry.Tenant));
    }

    [Fact, Trait("feed case", "7")]
    public async Task Who_stops_finishes_first_and_hands_on_at_once()
    {
        var finish = new TaskCompletionSource();
        await using var one = new FollowedFeed(Feed, "pusher", saves: true);
        await one.Until(1);
        await using var two = new FollowedFeed(Reopen().Feed, "pusher", saves: true);
        // The shares are divided evenly. From here on no instance takes a share of one that lives.
        await two.Until(told => told.State is { Instances: 2, Shares: > 0 } state && state.Held >= state.Shares / 2);
        await one.Until(told => told.State is { Instances: 2 } state && state.Held <= (state.Shares + 1) / 2);
        await Written("now");
        await Task.WhenAny(one.Until(_ => Holder(2) is not null), two.Until(_ => Holder(2) is not null));
        var (first, second) = Holder(2) == one ? (one, two) : (two, one);
        first.BeforeReleasing = _ => finish.Task;
        var stopping = first.StopAsync();
        await Written("late");

        // The first instance may still save the checkpoints of the shares that it holds.
        var share = first.Now.Pages[^1];
        Assert.Contains(share.Share, first.Now.Held);
        Assert.True(await share.Page.SaveAsync(Stop));
        finish.SetResult();
        await stopping;

        await second.Until(_ => Holder(3) == second);
        Assert.Empty(first.Now.Held);
        Assert.Equal(["release", "lost"], first.Now.Calls.Where(call => call.EndsWith($" {share.Share.Name}", StringComparison.Ordinal)).TakeLast(2).Select(call => call.Split(' ')[0]));

        FollowedFeed? Holder(long version) => new[] { one, two }.FirstOrDefault(feed => feed.Entries.Any(entry => entry.Tenant == Sample.Contoso && entry.Position.Version == version));
    }

    [Fact, Trait("feed case", "8")]
    public async Task A_follower_that_takes_its_time_is_not_read_for()
    {
        var go = new TaskCompletionSource();
        await using var followed = new FollowedFeed(Feed, beforeTaking: _ => go.Task);
        await followed.Until(told => Offered(told) > 0);
        await Written("one-more");

        Assert.Equal(1, Offered(followed.Now));
        go.SetResult();
        await followed.UntilPage(Sample.Contoso, 2);

        static int Offered(FollowedFeed.Told told) => told.Calls.Count(call => call.StartsWith("offered", StringComparison.Ordinal));
    }

    private async Task<List<TenantId>> WriteTenants(int count)
    {
        var tenants = Enumerable.Range(0, count).Select(_ => new TenantId(Guid.NewGuid())).ToList();
        await Parallel.ForEachAsync(tenants, Stop, async (tenant, stop) => await Store.PutCalendarAsync(tenant, Sample.Team, Sample.Calendar(), Create, Sample.Adele, stop));
        return tenants;
    }

    private async Task WriteMany(int count)
    {
        for (var i = 0; i < count; i += StoreLimits.MaxBulkSize)
        {
            await Store.WriteEventsAsync(
                Sample.Contoso, Sample.Team,
                [.. Enumerable.Range(i, Math.Min(StoreLimits.MaxBulkSize, count - i)).Select(n => (Sample.Id($"e{n}"), Sample.Event()))], [], Sample.Adele, Stop);
        }
    }

    [Fact]
    public async Task Leases_saved_places_and_purging_are_no_spans_but_what_someone_writes_is()
    {
        using var test = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "CalendarStore",
            // Upkeep that this test starts belongs to this test's trace. So the filter drops only the spans of other tests that run at the same time.
            Sample = (ref options) => options.Parent.TraceId == test.TraceId ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);

        await using (var followed = new FollowedFeed(Feed, saves: true))
        {
            await followed.Until(1);
        }

        await open[0].CheckAsync(Stop);
        await open[0].PurgeAsync(Stop);
        Assert.Empty(spans);

        await Written("e");
        Assert.Equal("store.write", Assert.Single(spans).OperationName);
    }
}
