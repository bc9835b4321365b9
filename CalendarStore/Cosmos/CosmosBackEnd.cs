using CalendarStore.Cosmos.Access;
using CalendarStore.Cosmos.Documents;
using CalendarStore.Cosmos.Following;
using CalendarStore.Cosmos.Writing;
using CalendarStore.Entities;
using CalendarStore.Feed;
using Microsoft.Azure.Cosmos;
using TeamCalendars.Entities;
using TeamCalendars.Tenants;

namespace CalendarStore.Cosmos;

internal sealed class CosmosBackEnd : IStoreBackEnd
{
    private readonly CosmosDatabase database;
    private readonly TenantWriters writers;
    private readonly Sweeping sweeping;

    private CosmosBackEnd(CosmosDatabase database, EntityKinds kinds, TimeProvider time, Action<TenantId>? committed)
    {
        this.database = database;
        writers = new TenantWriters(database, kinds, time, committed ?? (_ => { }));
        sweeping = new Sweeping(database, kinds);
        Entities = new CosmosEntityStore(database, writers, kinds, time);
        Feed = new CosmosChangeFeed(database, time);
    }

    public IEntityStore Entities { get; }

    public IChangeFeed Feed { get; }

    public static CosmosBackEnd Create(CosmosAddress address, CosmosClient? client, EntityKinds kinds, TimeProvider time, Action<TenantId>? committed) =>
        new(new CosmosDatabase(address, client ?? CosmosClients.Create(address), ownsClient: client is null), kinds, time, committed);

    public async Task ReadyAsync(CancellationToken cancellationToken) => await database.OpenAsync(cancellationToken);

    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        var opened = await database.OpenAsync(cancellationToken);
        await opened.Of(StoreDocument.Partition).FindAsync<StoreDocument>("check", StoreDocument.Partition, cancellationToken);
    }

    public Task<bool> PurgeAsync(CancellationToken cancellationToken) => sweeping.RunAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await writers.DisposeAsync();
        database.Dispose();
    }
}
