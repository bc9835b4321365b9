using Microsoft.Azure.Cosmos;

namespace CalendarStore.Cosmos;

internal sealed class CosmosBackEnd : IStoreBackEnd
{
    private readonly CosmosDatabase _database;
    private readonly TenantWriters _writers;
    private readonly Sweeping _sweeping;

    private CosmosBackEnd(CosmosDatabase database, TimeProvider timeProvider, Action<TenantId>? committed)
    {
        _database = database;
        _writers = new TenantWriters(database, timeProvider, committed ?? (_ => { }));
        _sweeping = new Sweeping(database);
        Store = new CosmosCalendarStore(database, _writers, timeProvider);
        Feed = new CosmosChangeFeed(database, timeProvider);
    }

    public ICalendarStore Store { get; }

    public IChangeFeed Feed { get; }

    public static CosmosBackEnd Create(CosmosAddress address, CosmosClient? client, TimeProvider timeProvider, Action<TenantId>? committed) =>
        new(new CosmosDatabase(address, client ?? CosmosClients.Create(address), ownsClient: client is null), timeProvider, committed);

    public async Task ReadyAsync(CancellationToken cancellationToken) => await _database.OpenAsync(cancellationToken);

    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        var opened = await _database.OpenAsync(cancellationToken);
        await new TenantPartition(opened.Items, StoreDocument.Partition).FindAsync<StoreDocument>("check", StoreDocument.Partition, cancellationToken);
    }

    public Task<bool> PurgeAsync(CancellationToken cancellationToken) => _sweeping.RunAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _writers.DisposeAsync();
        _database.Dispose();
    }
}
