using CalendarStore.Cosmos.Access;
using CalendarStore.Cosmos.Documents;
using CalendarStore.Cosmos.Following;
using CalendarStore.Cosmos.Writing;
using CalendarStore.Entities;
using CalendarStore.Feed;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Logging;
using TeamCalendars.Entities;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace CalendarStore.Cosmos;

internal sealed class CosmosBackEnd : IStoreBackEnd
{
    private readonly CosmosDatabase database;
    private readonly TenantWriters writers;
    private readonly Sweeping sweeping;
    private readonly StoreDamage damage;
    private readonly UpkeepSignal upkeep = new();

    private CosmosBackEnd(CosmosDatabase database, EntityKinds kinds, TenantLimits limits, TimeProvider time, ILoggerFactory loggerFactory, Action<TenantId>? committed)
    {
        this.database = database;
        damage = new StoreDamage(loggerFactory.CreateLogger<StoreDamage>());
        writers = new TenantWriters(database, kinds, limits, time, committed ?? (_ => { }), upkeep);
        sweeping = new Sweeping(database, kinds);
        Entities = new CosmosEntityStore(database, writers, kinds, damage, time);
        Feed = new CosmosChangeFeed(database, time);
    }

    public IEntityStore Entities { get; }

    public IChangeFeed Feed { get; }

    public Task UpkeepDue => upkeep.Next;

    /// <param name="readOnly">Whether nothing is made or written.</param>
    public static CosmosBackEnd Create(
        CosmosAddress address, CosmosClient? client, bool readOnly, EntityKinds kinds, TenantLimits limits, TimeProvider time, ILoggerFactory loggerFactory, Action<TenantId>? committed) =>
        new(new CosmosDatabase(address, client ?? CosmosClients.Create(address), ownsClient: client is null, readOnly), kinds, limits, time, loggerFactory, committed);

    public async Task ReadyAsync(CancellationToken cancellationToken) => await database.OpenAsync(cancellationToken);

    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        damage.Check();
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
