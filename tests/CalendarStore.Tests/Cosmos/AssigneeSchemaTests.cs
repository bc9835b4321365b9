using System.Text.Json.Nodes;
using CalendarStore.Tests.Entities;
using Microsoft.Azure.Cosmos;
using TeamCalendars.Tenants;

namespace CalendarStore.Tests.Cosmos;

/// <summary>A store with documents of schema 2, whose events had texts as assignees.</summary>
[Collection(CosmosTests.Name)]
public sealed class AssigneeSchemaTests(CosmosServer server)
{
    private const string At = "2026-11-23T08:00:00Z";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Texts_become_people_of_the_tenants_directory_and_clients_are_told()
    {
        await using var cosmos = new CosmosStore(server);
        using var items = new RawItems(cosmos.ConnectionString, cosmos.Database);
        await FillAsync(cosmos, items);
        var store = cosmos.Open().Store;

        var migrated = await store.GetPositionAsync(Sample.Contoso, Stop);

        await MigratedAssignees.CheckAsync(store, migrated with { Version = 9 });
        var head = Assert.Single(await items.ReadAsync($"c.id = 'head' AND c.tenant = '{Sample.Contoso}'"));
        Assert.Equal(3, (int)head["schema"]!);
        Assert.Equal(migrated, await cosmos.Open().Store.GetPositionAsync(Sample.Contoso, Stop));
    }

    [Fact]
    public async Task Two_processes_migrate_a_tenant_together()
    {
        await using var cosmos = new CosmosStore(server);
        using var items = new RawItems(cosmos.ConnectionString, cosmos.Database);
        await FillAsync(cosmos, items);
        ICalendarStore[] stores = [cosmos.Open().Store, cosmos.Open().Store];

        var positions = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => stores[i % 2].GetPositionAsync(Sample.Contoso, Stop)));

        Assert.All(positions, position => Assert.Equal(9 + 3 + 2, position.Version));
    }

    private static async Task FillAsync(CosmosStore cosmos, RawItems items)
    {
        await cosmos.Open().ReadyAsync(Stop);
        var store = Assert.Single(await items.ReadAsync("c.id = 'store'"));
        store["schema"] = 2;
        await items.Container.ReplaceItemAsync(store, "store", new PartitionKey("store"), cancellationToken: Stop);
        await CreateAsync(items, Sample.Contoso, """{"id":"head","schema":2,"headVersion":9,"changedAt":1795420800000,"batches":[],"counts":{"calendar":1,"event":5,"person":2},"bytes":900,"horizon":0,"deletions":[],"sweeps":[]}""");
        await CreateAsync(items, Sample.Contoso, Document("calendar.team", 1, "adele", """{"name":"Team","timeZone":"Europe/Berlin"}""", ",\"born\":1"));
        await CreateAsync(items, Sample.Contoso, Document("person.aaaaaaaa-1111-4111-8111-a00000000001", 2, "adele", """{"sort":"account","displayName":"Adele Vance","address":"adele@contoso.example"}""", ",\"born\":2"));
        await CreateAsync(items, Sample.Contoso, Document("person.room-4", 3, "adele", """{"sort":"resource","displayName":"Room 4"}""", ",\"born\":3"));
        (string Id, string By, string Assignees)[] events =
        [
            ("address", "alex", ""","assignees":["ADELE@contoso.example"]"""),
            ("name", "adele", ""","assignees":["Room 4","Projector","Adele Vance"]"""),
            ("nobody", "adele", ""),
            ("twice", "adele", ""","assignees":["Adele Vance","adele@contoso.example","lee@partner.example"],"uid":"u@x" """),
            ("word", "adele", ""),
        ];
        foreach (var (index, (id, by, assignees)) in events.Index())
        {
            await CreateAsync(items, Sample.Contoso, Document(
                $"event.team.{id}", 5 + index, by,
                $$"""{"title":"{{id}}","start":"2026-11-23T09:00:00","end":"2026-11-23T09:15:00","timeZone":"Europe/Berlin"{{assignees}}}""",
                ",\"kind\":\"event\",\"parent\":\"team\",\"spanStart\":1795420800000,\"spanEnd\":1795421700000"));
        }
    }

    private static string Document(string id, int version, string by, string content, string more) =>
        $$"""{"id":"{{id}}","schema":2,"version":{{version}},"revision":"r{{version}}","at":"{{At}}","by":"{{by}}","content":{{content}},"size":{{content.Length}}{{more}}}""";

    private static async Task CreateAsync(RawItems items, TenantId tenant, string document)
    {
        var item = JsonNode.Parse(document)!.AsObject();
        item["tenant"] = tenant.ToString();
        await items.Container.CreateItemAsync(item, new PartitionKey(tenant.ToString()), cancellationToken: Stop);
    }
}
