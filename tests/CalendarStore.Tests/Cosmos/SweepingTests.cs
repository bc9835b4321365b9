using CalendarStore.Changes;
using TeamCalendars.Calendars;
using TeamCalendars.Writes;

namespace CalendarStore.Tests.Cosmos;

[Collection(CosmosTests.Name)]
public sealed class SweepingTests(CosmosServer server)
{
    private const int Events = 130;
    private static readonly WriteCondition Overwrite = new WriteCondition.Overwrite();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Swept_documents_are_tombstones_that_expire_and_the_head_counts_them_no_more()
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

        var head = Assert.Single(await items.ReadAsync("c.id = 'head'"));
        Assert.Equal(("0", "0"), (head["counts"]!["event"]!.ToJsonString(), head["bytes"]!.ToJsonString()));
        Assert.Empty(await items.ReadAsync("(c.kind = 'event' AND IS_DEFINED(c.content)) OR c.sweeping = true"));
        var tombstones = await items.ReadAsync("c.kind = 'event'");
        Assert.Equal(Events, tombstones.Count);
        Assert.All(tombstones, tombstone => Assert.True(tombstone["ttl"] is not null && tombstone["version"] is null && tombstone["spanEnd"] is null));
        Assert.Equal(deleted, await store.GetPositionAsync(Sample.Contoso, Stop));
    }

    private static async Task FillAndDeleteAsync(ICalendarStore store)
    {
        var calendar = (WriteResult<TeamCalendar>.Written)await store.PutCalendarAsync(Sample.Contoso, Sample.Team, Sample.Calendar(), Overwrite, Sample.Adele, Stop);
        foreach (var some in Enumerable.Range(0, Events).Chunk(StoreLimits.MaxBulkSize))
        {
            await store.WriteEventsAsync(Sample.Contoso, Sample.Team, [.. some.Select(i => (Sample.Id($"e{i}"), Sample.Event()))], [], Sample.Adele, Stop);
        }

        await store.DeleteCalendarAsync(Sample.Contoso, Sample.Team, calendar.Item!.Revision.ETag, Sample.Adele, Stop);
    }
}
