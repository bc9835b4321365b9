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

        var entries = await Followed(Feed, FeedCursor.Start, 4);

        Assert.Equal(
            [
                (Sample.Contoso, 1L, null, ChangeKind.CalendarWritten, Sample.Adele.Origin),
                (Sample.Fabrikam, 1L, null, ChangeKind.CalendarWritten, null),
                (Sample.Contoso, 2L, "e", ChangeKind.EventWritten, Sample.Adele.Origin),
                (Sample.Contoso, 3L, "e", ChangeKind.EventDeleted, Sample.Adele.Origin),
            ],
            entries.Select(entry => (entry.Tenant, entry.Position.Version, entry.EventId?.Value, entry.Kind, entry.Origin)));
        Assert.All(entries, entry => Assert.Equal(Sample.Team, entry.CalendarId));
        Assert.Equal((Sample.Adele.TraceParent, Instant.FromDateTimeOffset(Clock.GetUtcNow())), (entries[2].TraceParent, entries[2].CommittedAt));
        Assert.Equal(await Head(), entries[3].Position);
    }

    [Fact, Trait("feed case", "1")]
    public async Task Following_goes_on_just_after_the_cursor()
    {
        var start = (await Followed(Feed, FeedCursor.Start, 1))[^1].Cursor;
        for (var i = 0; i < 5; i++)
        {
            await Written($"e{i}");
        }

        var first = await Followed(Feed, start, 5);

        Assert.Equal([2, 3, 4, 5, 6], first.Select(entry => entry.Position.Version));
        Assert.Equal([5, 6], (await Followed(Feed, first[2].Cursor, 2)).Select(entry => entry.Position.Version));
    }

    [Fact, Trait("feed case", "2")]
    public async Task A_long_absence_is_caught_up_in_pages_without_a_gap()
    {
        const int Count = 1_300;
        for (var i = 0; i < Count; i += StoreLimits.MaxBulkSize)
        {
            await Store.WriteEventsAsync(
                Sample.Contoso, Sample.Team,
                [.. Enumerable.Range(i, Math.Min(StoreLimits.MaxBulkSize, Count - i)).Select(n => (Sample.Id($"e{n}"), Sample.Event()))], Sample.Adele, Stop);
        }

        var pages = 0;
        var versions = new List<long>();
        await foreach (var page in Feed.FollowAsync(FeedCursor.Start, Stop))
        {
            pages++;
            versions.AddRange(page.Select(entry => entry.Position.Version));
            if (versions.Count == Count + 1)
            {
                break;
            }
        }

        Assert.Equal(Enumerable.Range(1, Count + 1).Select(version => (long)version), versions);
        Assert.True(pages > 1, "A page has a bound.");
    }

    [Fact, Trait("feed case", "3")]
    public async Task A_waiting_follower_is_woken_by_a_write_here_and_by_one_of_another_connection()
    {
        // The clock of the test stands still: nothing but the signal can wake the follower.
        var other = Reopen();
        await using var pages = Feed.FollowAsync(FeedCursor.Start, Stop).GetAsyncEnumerator(Stop);
        Assert.True(await pages.MoveNextAsync());
        for (var i = 0; i < 10; i++)
        {
            var next = pages.MoveNextAsync().AsTask();
            Assert.False(next.IsCompleted);
            await (i % 2 == 0 ? Store : other.Store).PutEventAsync(Sample.Contoso, Sample.Team, Sample.Id($"e{i}"), Sample.Event(), Create, Sample.Adele, Stop);

            Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(10), Stop));
            Assert.Equal($"e{i}", Assert.Single(pages.Current).EventId!.Value.Value);
        }
    }

    [Fact, Trait("feed case", "4")]
    public async Task A_checkpoint_survives_and_consumers_do_not_see_each_others()
    {
        await Written("e");
        var entries = await Followed(Feed, FeedCursor.Start, 2);
        await Feed.SaveCheckpointAsync("pusher", entries[0].Cursor, Stop);
        await Feed.SaveCheckpointAsync("pusher", entries[1].Cursor, Stop);
        await Feed.SaveCheckpointAsync("other", entries[0].Cursor, Stop);

        var reopened = Reopen().Feed;

        Assert.Equal(entries[1].Cursor, await reopened.GetCheckpointAsync("pusher", Stop));
        Assert.Equal(entries[0].Cursor, await reopened.GetCheckpointAsync("other", Stop));
        Assert.Equal(FeedCursor.Start, await reopened.GetCheckpointAsync("new", Stop));
    }

    [Fact, Trait("feed case", "5")]
    public async Task A_checkpoint_of_another_epoch_starts_at_the_beginning()
    {
        await Written("e");
        await Feed.SaveCheckpointAsync("pusher", new FeedCursor("another-epoch.2"), Stop);

        Assert.Equal(FeedCursor.Start, await Feed.GetCheckpointAsync("pusher", Stop));
        Assert.Equal([1, 2], (await Followed(Feed, new FeedCursor("another-epoch.2"), 2)).Select(entry => entry.Position.Version));
    }

    [Fact]
    public async Task Recently_changed_tenants_are_known_with_their_positions()
    {
        Clock.Advance(TimeSpan.FromMinutes(1));
        var since = Instant.FromDateTimeOffset(Clock.GetUtcNow());
        await Store.PutCalendarAsync(Sample.Fabrikam, Sample.Team, Sample.Calendar(), Create, Sample.Adele, Stop);

        var recent = await Feed.GetPositionsChangedSinceAsync(since, Stop);
        var all = await Feed.GetPositionsChangedSinceAsync(since - Duration.FromHours(1), Stop);

        Assert.Equal([KeyValuePair.Create(Sample.Fabrikam, await Head(Sample.Fabrikam))], recent);
        Assert.Equal(2, all.Count);
        Assert.Equal(await Head(), all[Sample.Contoso]);
    }

    private static async Task<List<FeedEntry>> Followed(IChangeFeed feed, FeedCursor after, int count)
    {
        var entries = new List<FeedEntry>();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        await foreach (var page in feed.FollowAsync(after, limit.Token))
        {
            entries.AddRange(page);
            if (entries.Count >= count)
            {
                break;
            }
        }

        return entries;
    }
}
