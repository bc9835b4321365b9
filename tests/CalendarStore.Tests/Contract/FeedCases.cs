using System.Collections.Concurrent;
using System.Diagnostics;
using CalendarStore.Tests.Following;
using NodaTime;

namespace CalendarStore.Tests.Contract;

public abstract partial class CalendarStoreContract
{
    [Fact, Trait("feed case", "1")]
    public async Task A_follower_gets_every_change_of_every_tenant_with_what_is_told_of_it()
    {
        await Store.PutCalendarAsync(Sample.Fabrikam, Sample.Team, Sample.Calendar(), Create, new WriteContext("diego"), Stop);
        var item = await Written("e");
        await Delete(item);

        var entries = await FollowedFeed.ReadAsync(Feed, 4);

        var contoso = entries.Where(entry => entry.Tenant == Sample.Contoso).ToList();
        Assert.Equal(
            [
                (1L, null, ChangeKind.CalendarWritten, Sample.Adele.Origin),
                (2L, "e", ChangeKind.EventWritten, Sample.Adele.Origin),
                (3L, "e", ChangeKind.EventDeleted, Sample.Adele.Origin),
            ],
            contoso.Select(entry => (entry.Position.Version, entry.EventId?.Value, entry.Kind, entry.Origin)));
        var fabrikam = Assert.Single(entries.Except(contoso));
        Assert.Equal((Sample.Fabrikam, 1L, ChangeKind.CalendarWritten, null), (fabrikam.Tenant, fabrikam.Position.Version, fabrikam.Kind, fabrikam.Origin));
        Assert.All(entries, entry => Assert.Equal(Sample.Team, entry.CalendarId));
        Assert.Equal((Sample.Adele.TraceParent, Instant.FromDateTimeOffset(Clock.GetUtcNow())), (contoso[1].TraceParent, contoso[1].CommittedAt));
        Assert.Equal(await Head(), contoso[2].Position);
    }

    [Fact, Trait("feed case", "2")]
    public async Task A_long_absence_is_caught_up_in_pages_without_a_gap()
    {
        const int Count = 1_300;
        await WriteMany(Count);

        await using var followed = new FollowedFeed(Feed);
        await followed.Until(Count + 1);

        Assert.Equal(Enumerable.Range(1, Count + 1).Select(version => (long)version), followed.Entries.Select(entry => entry.Position.Version));
        Assert.True(followed.Now.Pages.Count > 1, "A page has a bound.");
    }

    [Fact, Trait("feed case", "3")]
    public async Task A_waiting_follower_is_woken_by_a_write_here_and_by_one_of_another_connection()
    {
        // The clock of the test stands still: where the store wakes its followers, nothing else can; elsewhere the nudge does.
        var other = Reopen();
        await using var followed = new FollowedFeed(Feed);
        await followed.Until(1);
        for (var i = 0; i < 10; i++)
        {
            await (i % 2 == 0 ? Store : other.Store).PutEventAsync(Sample.Contoso, Sample.Team, Sample.Id($"e{i}"), Sample.Event(), Create, Sample.Adele, Stop);
            Feed.Nudge(Sample.Contoso);
            await followed.Until(i + 2);

            Assert.Equal($"e{i}", followed.Entries[^1].EventId!.Value.Value);
        }
    }

    [Fact, Trait("feed case", "3")]
    public async Task A_nudge_without_news_does_nothing()
    {
        await using var followed = new FollowedFeed(Feed);
        await followed.Until(1);

        Feed.Nudge(Sample.Contoso);
        Feed.Nudge(new TenantId(Guid.NewGuid()));
        await Written("e");
        Feed.Nudge(Sample.Contoso);
        await followed.Until(2);

        Assert.Equal([1, 2], followed.Entries.Select(entry => entry.Position.Version));
    }

    [Fact, Trait("feed case", "4")]
    public async Task A_saved_place_survives_and_consumers_do_not_see_each_others()
    {
        await Written("a");
        await using (var first = new FollowedFeed(Feed, "pusher", saves: true))
        {
            await first.Until(2);
            // What comes now is handed out and not saved.
            await first.Until(told => told.Pages.Count > 0);
            first.Saves = false;
            await Written("b");
            Feed.Nudge(Sample.Contoso);
            await first.Until(3);
        }

        await using var again = new FollowedFeed(Reopen().Feed, "pusher");
        await again.Until(1);
        Assert.Equal(3, again.Entries[0].Position.Version);
        Assert.Equal([1, 2, 3], (await FollowedFeed.ReadAsync(Feed, 3)).Select(entry => entry.Position.Version));
    }

    [Fact, Trait("feed case", "4")]
    public async Task The_place_of_an_earlier_page_can_be_saved_after_later_ones_were_handed_out()
    {
        await WriteMany(1_300);
        int saved;
        await using (var first = new FollowedFeed(Feed, "pusher"))
        {
            await first.Until(1_301);
            var page = first.Now.Pages[0].Page;
            saved = page.Entries.Count;
            Assert.True(await page.SaveAsync(Stop));
        }

        await using var again = new FollowedFeed(Feed, "pusher");
        await again.Until(1_301 - saved);
        Assert.Equal(saved + 1, again.Entries[0].Position.Version);
    }

    [Fact, Trait("feed case", "6")]
    public async Task Who_lost_its_share_cannot_save_any_more()
    {
        await Written("a");
        var first = new FollowedFeed(Feed, "pusher");
        await first.Until(2);
        await first.StopAsync();

        Assert.False(await first.Now.Pages[^1].Page.SaveAsync(Stop));

        await using var second = new FollowedFeed(Reopen().Feed, "pusher");
        await second.Until(2);
        Assert.False(await first.Now.Pages[^1].Page.SaveAsync(Stop));
        Assert.Equal([1, 2], second.Entries.Select(entry => entry.Position.Version));
        Assert.True(await second.Now.Pages[^1].Page.SaveAsync(Stop));
    }

    [Fact, Trait("feed case", "7")]
    public async Task Two_instances_divide_the_shares_and_leave_no_change_out()
    {
        var tenants = Enumerable.Range(0, 40).Select(_ => new TenantId(Guid.NewGuid())).ToList();
        await using var first = new FollowedFeed(Feed, "pusher", saves: true);
        await first.Until(told => told.State is { Held: > 0 } state && state.Held == state.Shares);
        await using var second = new FollowedFeed(Reopen().Feed, "pusher", saves: true);
        await second.Until(told => told.State is { Instances: 2 } state && state.Held >= state.Shares / 2);
        await first.Until(told => told.State is { Instances: 2 } state && state.Held <= (state.Shares + 1) / 2);

        await Task.WhenAll(tenants.Select(tenant => Store.PutCalendarAsync(tenant, Sample.Team, Sample.Calendar(), Create, Sample.Adele, Stop)));
        tenants.ForEach(Feed.Nudge);

        var all = tenants.Append(Sample.Contoso).ToHashSet();
        // Whichever is told last sees that it was the last.
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
        // Divided evenly: from here on nobody takes from a living one.
        await two.Until(told => told.State is { Instances: 2, Shares: > 0 } state && state.Held >= state.Shares / 2);
        await one.Until(told => told.State is { Instances: 2 } state && state.Held <= (state.Shares + 1) / 2);
        await Written("now");
        Feed.Nudge(Sample.Contoso);
        await Task.WhenAny(one.Until(_ => Holder("now") is not null), two.Until(_ => Holder("now") is not null));
        var (first, second) = Holder("now") == one ? (one, two) : (two, one);
        first.BeforeReleasing = _ => finish.Task;
        var stopping = first.StopAsync();
        await Written("late");
        Feed.Nudge(Sample.Contoso);

        // What the first holds it may still save.
        var share = first.Now.Pages[^1];
        Assert.Contains(share.Share, first.Now.Held);
        Assert.True(await share.Page.SaveAsync(Stop));
        finish.SetResult();
        await stopping;

        await second.Until(_ => Holder("late") == second);
        Assert.Empty(first.Now.Held);
        Assert.Equal(["release", "lost"], first.Now.Calls.Where(call => call.EndsWith($" {share.Share.Name}", StringComparison.Ordinal)).TakeLast(2).Select(call => call.Split(' ')[0]));

        FollowedFeed? Holder(string id) => new[] { one, two }.FirstOrDefault(feed => feed.Entries.Any(entry => entry.EventId == Sample.Id(id)));
    }

    [Fact, Trait("feed case", "8")]
    public async Task A_follower_that_takes_its_time_is_not_read_for()
    {
        await WriteMany(1_300);
        var go = new TaskCompletionSource();
        await using var followed = new FollowedFeed(Feed) { BeforeTaking = _ => go.Task };
        await followed.Until(told => Offered(told) > 0);
        await Written("one-more");
        Feed.Nudge(Sample.Contoso);

        Assert.Equal(1, Offered(followed.Now));
        go.SetResult();
        await followed.Until(1_302);

        static int Offered(FollowedFeed.Told told) => told.Calls.Count(call => call.StartsWith("offered", StringComparison.Ordinal));
    }

    [Fact, Trait("feed case", "9")]
    public async Task With_a_share_come_the_positions_of_its_tenants_that_changed_lately()
    {
        await using (var before = new FollowedFeed(Feed, "pusher", saves: true))
        {
            await before.Until(1);
        }

        Clock.Advance(TimeSpan.FromMinutes(10));
        await Store.PutCalendarAsync(Sample.Fabrikam, Sample.Team, Sample.Calendar(), Create, Sample.Adele, Stop);
        await using (var before = new FollowedFeed(Feed, "pusher", saves: true))
        {
            await before.Until(1);
        }

        await using var lately = new FollowedFeed(Feed, "pusher", recent: TimeSpan.FromMinutes(5));
        await lately.Until(told => !told.Positions.IsEmpty);
        Assert.Equal([KeyValuePair.Create(Sample.Fabrikam, await Head(Sample.Fabrikam))], lately.Now.Positions);
        await lately.StopAsync();

        await using var all = new FollowedFeed(Feed, "pusher", recent: TimeSpan.FromHours(1));
        await all.Until(told => told.Positions.Count == 2);
        Assert.Equal(await Head(), all.Now.Positions[Sample.Contoso]);
    }

    private async Task WriteMany(int count)
    {
        for (var i = 0; i < count; i += StoreLimits.MaxBulkSize)
        {
            await Store.WriteEventsAsync(
                Sample.Contoso, Sample.Team,
                [.. Enumerable.Range(i, Math.Min(StoreLimits.MaxBulkSize, count - i)).Select(n => (Sample.Id($"e{n}"), Sample.Event()))], Sample.Adele, Stop);
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
            // Upkeep that is begun here flows with this test's trace: spans of tests beside this one are left out, and none of its own.
            Sample = (ref options) => options.Parent.TraceId == test.TraceId ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);

        await using (var followed = new FollowedFeed(Feed, saves: true))
        {
            await followed.Until(1);
        }

        await _open[0].CheckAsync(Stop);
        await _open[0].PurgeAsync(Stop);
        Assert.Empty(spans);

        await Written("e");
        Assert.Equal("store.write", Assert.Single(spans).OperationName);
    }
}
