using CalendarStore.Changes;
using TeamCalendars.Calendars;
using TeamCalendars.Events;
using TeamCalendars.Writes;

namespace CalendarStore.Tests.Cosmos;

[Collection(CosmosTests.Name)]
public sealed class SweepingTests(CosmosServer server)
{
    private const int Events = 130;
    private static readonly WriteCondition Overwrite = new WriteCondition.Overwrite();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_events_of_a_large_calendar_are_gone_at_once_and_swept_later()
    {
        await using var cosmos = new CosmosStore(server);
        var connection = cosmos.Open();
        var store = connection.Store;
        using var items = new RawItems(cosmos.ConnectionString, cosmos.Database);
        await FillAndDeleteAsync(store);
        var deleted = await store.GetPositionAsync(Sample.Contoso, Stop);

        Assert.Equal(Events + 2, deleted.Version);
        Assert.NotEmpty(await items.ReadAsync("c.kind = 'event' AND IS_DEFINED(c.content)"));
        Assert.Null(await store.FindEventAsync(Sample.Contoso, Sample.Team, Sample.Id("e1"), Stop));
        var changes = ((ChangesResult.Found)await store.GetChangesAsync(Sample.Contoso, deleted with { Version = 0 }, 1_000, Stop)).Changes;
        Assert.Equal((1, false), (changes.Changes.Length, changes.More));

        while (await connection.PurgeAsync(Stop))
        {
        }

        Assert.Empty(await items.ReadAsync("(c.kind = 'event' AND IS_DEFINED(c.content)) OR c.sweeping = true"));
        var tombstones = await items.ReadAsync("c.kind = 'event'");
        Assert.Equal(Events, tombstones.Count);
        Assert.All(tombstones, tombstone => Assert.True(tombstone["ttl"] is not null && tombstone["version"] is null && tombstone["spanEnd"] is null));
        Assert.Equal(deleted, await store.GetPositionAsync(Sample.Contoso, Stop));
    }

    [Fact]
    public async Task A_calendar_that_comes_back_before_it_was_swept_has_none_of_the_old_events()
    {
        await using var cosmos = new CosmosStore(server);
        var connection = cosmos.Open();
        var store = connection.Store;
        await FillAndDeleteAsync(store);
        await store.PutCalendarAsync(Sample.Contoso, Sample.Team, Sample.Calendar("again"), Overwrite, Sample.Adele, Stop);
        await store.PutEventAsync(Sample.Contoso, Sample.Team, Sample.Id("e2"), Sample.Event("new"), Overwrite, Sample.Adele, Stop);

        foreach (var swept in new[] { false, true })
        {
            while (swept && await connection.PurgeAsync(Stop))
            {
            }

            Assert.Equal(["e2"], (await store.ListEventsAsync(Sample.Contoso, Sample.Team, null, null, 1_000, Stop))!.Select(item => item.Id.Value));
            Assert.Null(await store.FindEventAsync(Sample.Contoso, Sample.Team, Sample.Id("e1"), Stop));
            Assert.Equal("new", (await store.FindEventAsync(Sample.Contoso, Sample.Team, Sample.Id("e2"), Stop))!.Content.Title);
            Assert.IsType<WriteResult<CalendarEvent>.Gone>(
                await store.PutEventAsync(Sample.Contoso, Sample.Team, Sample.Id("e1"), Sample.Event(), new WriteCondition.Create(), Sample.Adele, Stop));
        }
    }

    private static async Task FillAndDeleteAsync(ICalendarStore store)
    {
        var calendar = (WriteResult<TeamCalendar>.Written)await store.PutCalendarAsync(Sample.Contoso, Sample.Team, Sample.Calendar(), Overwrite, Sample.Adele, Stop);
        foreach (var some in Enumerable.Range(0, Events).Chunk(StoreLimits.MaxBulkSize))
        {
            await store.WriteEventsAsync(Sample.Contoso, Sample.Team, [.. some.Select(i => (Sample.Id($"e{i}"), Sample.Event()))], Sample.Adele, Stop);
        }

        await store.DeleteCalendarAsync(Sample.Contoso, Sample.Team, calendar.Item!.Revision.ETag, Sample.Adele, Stop);
    }
}
