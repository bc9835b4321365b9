using CalendarStore.Tests.Entities;
using TeamCalendars.Entities;

namespace CalendarStore.Tests.Cosmos;

[Collection(CosmosTests.Name)]
public sealed class CosmosEntityKindTests(CosmosServer server) : EntityKindCases
{
    private readonly string database = $"kinds-{Guid.NewGuid():N}";

    private protected override CalendarStoreConnection Open(EntityKinds kinds, TimeProvider time) =>
        CalendarStoreConnection.Open(server.ConnectionString(database), null, null, time, null, kinds);

    protected override async ValueTask DeleteStoreAsync() => await server.DeleteAsync(database);

    /// <summary>The tombstones without a TTL. Cosmos DB removes the others.</summary>
    protected override async Task<long> LastingTombstonesAsync()
    {
        using var items = new RawItems(server.ConnectionString(database), database);
        return (await items.ReadAsync("IS_DEFINED(c.kind) AND NOT IS_DEFINED(c.content) AND NOT IS_DEFINED(c.ttl)")).Count;
    }
}
