using System.Text.Json.Nodes;
using CalendarStore.Changes;
using Microsoft.Azure.Cosmos;
using NodaTime;
using TeamCalendars.Calendars;
using TeamCalendars.Entities;
using TeamCalendars.Events;
using TeamCalendars.Writes;

namespace CalendarStore.Tests.Cosmos;

/// <summary>A store with documents of schema 1, which had different names for the content of a calendar and of an event.</summary>
[Collection(CosmosTests.Name)]
public sealed class SchemaTests(CosmosServer server)
{
    private const string At = "2026-11-23T08:00:00Z";
    private static readonly long Milliseconds = Instant.FromUtc(2026, 11, 23, 8, 0).ToUnixTimeMilliseconds();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Documents_of_schema_1_are_read_replaced_swept_and_deleted()
    {
        await using var cosmos = new CosmosStore(server);
        using var items = new RawItems(cosmos.ConnectionString, cosmos.Database);
        await FillAsync(cosmos, items);
        var connection = cosmos.Open();
        var store = connection.Store;
        var epoch = (await store.GetPositionAsync(Sample.Contoso, Stop)) with { Version = 0 };

        Assert.Equal("Team", Assert.Single(await store.ListCalendarsAsync(Sample.Contoso, Stop)).Content.Name);
        var read = (await store.FindEventAsync(Sample.Contoso, Sample.Team, Sample.Id("a"), Stop))!;
        Assert.Equal(Sample.Event("Überprüfung"), read.Content);
        Assert.Equal([read], (await store.ListEventsAsync(Sample.Contoso, Sample.Team, null, null, 10, Stop))!.Items);
        Assert.Equal([read], (await store.ListEventsAsync(Sample.Contoso, Sample.Team, Sample.Window("2026-11-23T00:00:00Z", "2026-11-24T00:00:00Z"), null, 10, Stop))!.Items);
        Assert.Empty((await store.ListEventsAsync(Sample.Contoso, Sample.Team, Sample.Window("2026-11-25T00:00:00Z", "2026-11-26T00:00:00Z"), null, 10, Stop))!.Items);
        Assert.Equal(
            [("", "team", 1), ("team", "a", 2), ("team", "b", 4), ("", "large", 5)],
            (await ChangesAsync(store, epoch)).Changes.Select(change => (change.Parent, change.Id, (int)change.Version)));
        Assert.Equal([false, true], (await ChangesAsync(store, epoch)).Of<CalendarEvent>().Select(change => change.Item is null));

        while (await connection.PurgeAsync(Stop))
        {
        }

        Assert.Empty(await items.ReadAsync("c.sweeping = true OR (c.id = 'event.large.x' AND NOT IS_DEFINED(c.ttl))"));

        Assert.IsType<WriteResult<CalendarEvent>.Written>(
            await store.PutEventAsync(Sample.Contoso, Sample.Team, read.Id, Sample.Event("later"), new WriteCondition.Match(read.Revision.ETag), Sample.Adele, Stop));
        var document = Assert.Single(await items.ReadAsync("c.id = 'event.team.a'"));
        Assert.Equal((3, "event", "team", "later"), ((int)document["schema"]!, (string)document["kind"]!, (string)document["parent"]!, (string)document["content"]!["title"]!));
        Assert.False(document.ContainsKey("eventContent") || document.ContainsKey("calendar"));

        await store.PutEventAsync(Sample.Contoso, Sample.Team, Sample.Id("c"), Sample.Event("new"), new WriteCondition.Create(), Sample.Adele, Stop);
        Assert.Equal(["a", "c"], (await store.ListEventsAsync(Sample.Contoso, Sample.Team, null, null, 10, Stop))!.Items.Select(item => item.Id.Value));

        var deleted = Assert.IsType<WriteResult<TeamCalendar>.Written>(await store.DeleteCalendarAsync(Sample.Contoso, Sample.Team, "r1", Sample.Adele, Stop)).Position;
        Assert.Null(await store.FindEventAsync(Sample.Contoso, Sample.Team, read.Id, Stop));
        Assert.Equal(
            [new EntityChange<TeamCalendar>("", "large", 5, null), new EntityChange<TeamCalendar>("", "team", deleted.Version, null)], (await ChangesAsync(store, epoch)).Changes);
        var head = Assert.Single(await items.ReadAsync($"c.id = 'head' AND c.tenant = '{Sample.Contoso}'"));
        // What the older program did not count was counted once, and kept since: all of it is deleted now.
        Assert.Equal((0, 0, 0, false), ((int)head["counts"]!["calendar"]!, (int)head["counts"]!["event"]!, (int)head["bytes"]!, head.ContainsKey("calendars")));
    }

    private static async Task<ChangeSet> ChangesAsync(ICalendarStore store, TeamCalendars.Tenants.Position since) =>
        Assert.IsType<ChangesResult.Found>(await store.GetChangesAsync(Sample.Contoso, since, 100, Stop)).Changes;

    private static async Task FillAsync(CosmosStore cosmos, RawItems items)
    {
        await cosmos.Open().ReadyAsync(Stop);
        var store = Assert.Single(await items.ReadAsync("c.id = 'store'"));
        store["schema"] = 1;
        await items.Container.ReplaceItemAsync(store, "store", new PartitionKey("store"), cancellationToken: Stop);
        string[] documents =
        [
            $$$"""{"id":"head","schema":1,"headVersion":5,"changedAt":{{{Milliseconds}}},"calendars":1,"deletions":[{"at":{{{Milliseconds}}},"version":5}],"sweeps":[{"calendar":"large","version":5,"at":{{{Milliseconds}}}}],"sweeping":true}""",
            $$$"""{"id":"calendar.team","schema":1,"calendar":"team","version":1,"born":1,"revision":"r1","at":"{{{At}}}","by":"adele","calendarContent":{"name":"Team","timeZone":"Europe/Berlin"}}""",
            $$$"""{"id":"event.team.a","schema":1,"calendar":"team","eventId":"a","version":2,"revision":"r2","at":"{{{At}}}","by":"adele","spanStart":1795420800000,"spanEnd":1795421700000,"eventContent":{"title":"Überprüfung","start":"2026-11-23T09:00:00","end":"2026-11-23T09:15:00","timeZone":"Europe/Berlin"}}""",
            $$$"""{"id":"event.team.b","schema":1,"calendar":"team","eventId":"b","version":4,"revision":"r4","at":"{{{At}}}","by":"adele","ttl":3283200}""",
            $$$"""{"id":"calendar.large","schema":1,"calendar":"large","version":5,"revision":"r5","at":"{{{At}}}","by":"adele","ttl":3283200}""",
            $$$"""{"id":"event.large.x","schema":1,"calendar":"large","eventId":"x","version":3,"revision":"r3","at":"{{{At}}}","by":"adele","spanStart":1795420800000,"spanEnd":1795421700000,"eventContent":{"title":"X","start":"2026-11-23T09:00:00","end":"2026-11-23T09:15:00","timeZone":"Europe/Berlin"}}""",
        ];
        foreach (var document in documents)
        {
            var item = JsonNode.Parse(document)!.AsObject();
            item["tenant"] = Sample.Contoso.ToString();
            await items.Container.CreateItemAsync(item, new PartitionKey(Sample.Contoso.ToString()), cancellationToken: Stop);
        }
    }
}
