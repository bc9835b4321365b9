using CalendarStore.Cosmos;
using CalendarStore.Cosmos.Access;
using CalendarStore.Entities;
using CalendarStore.Feed;
using CalendarStore.Hosting;
using CalendarStore.Sqlite;
using CalendarStore.Sqlite.Access;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TeamCalendars.Entities;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace CalendarStore;

/// <summary>An open store: what a host registers, and what tests and tools open by themselves.</summary>
/// <remarks>
/// A SQLite file that was put back from a backup still has its old epoch. Before anything opens it, give it another, so that clients that have seen more
/// do a full read: <c>sqlite3 calendar.db "UPDATE store SET epoch = lower(hex(randomblob(10)))"</c>. In Cosmos DB a restored account or container is another by itself;
/// items that were put back into the same container need another <c>life</c> in the document <c>store</c>.
/// </remarks>
public sealed class CalendarStoreConnection : IAsyncDisposable
{
    private readonly IStoreBackEnd backEnd;

    private CalendarStoreConnection(IStoreBackEnd backEnd, bool readOnly)
    {
        this.backEnd = backEnd;
        Entities = readOnly ? backEnd.Entities : new MigratingEntityStore(backEnd.Entities);
        Store = new EntityCalendarStore(Entities);
    }

    public ICalendarStore Store { get; }
    public IChangeFeed Feed => backEnd.Feed;
    internal IEntityStore Entities { get; }

    /// <summary>Opens the store that the connection string names, creates it when it is new, and brings its schema up to date.</summary>
    /// <param name="connectionString">
    /// <c>Data Source=path</c>: a SQLite file. <c>https://name.documents.azure.com</c> or <c>AccountEndpoint=…[;Database=…][;Container=…][;AccountKey=…]</c>: Cosmos DB,
    /// whose containers are there already unless there is a key to create them with. The first request to it is made in <see cref="ReadyAsync"/>, or by the first call.
    /// </param>
    /// <param name="time">Dates changes and times waits.</param>
    /// <param name="loggerFactory">Null for no logs.</param>
    /// <exception cref="ArgumentException">The connection string is of no store this version knows.</exception>
    /// <exception cref="InvalidOperationException">The file is not a calendar store, or was written by a newer version.</exception>
    /// <exception cref="StoreUnavailableException">The store cannot be reached.</exception>
    public static CalendarStoreConnection Open(string connectionString, TimeProvider time, ILoggerFactory? loggerFactory = null) =>
        Open(connectionString, null, null, time, loggerFactory);

    /// <summary>Opens a store that exists, to be read only: nothing is made, migrated or written.</summary>
    /// <exception cref="InvalidOperationException">There is no calendar store, or one of another version of this program.</exception>
    /// <inheritdoc cref="Open(string, TimeProvider, ILoggerFactory?)"/>
    public static CalendarStoreConnection OpenReadOnly(string connectionString, TimeProvider time, ILoggerFactory? loggerFactory = null) =>
        Open(connectionString, null, null, time, loggerFactory, readOnly: true);

    /// <param name="client">A host's own client of Cosmos DB, which stays the host's; null for one of this connection's.</param>
    /// <param name="committed">As in <see cref="CalendarStoreExtensions.AddCalendarStore"/>.</param>
    /// <param name="kinds">The kinds of entities; null for all that are registered.</param>
    /// <param name="limits">Null for the defaults.</param>
    internal static CalendarStoreConnection Open(
        string connectionString,
        CosmosClient? client,
        Action<TenantId>? committed,
        TimeProvider time,
        ILoggerFactory? loggerFactory,
        EntityKinds? kinds = null,
        TenantLimits? limits = null,
        bool readOnly = false)
    {
        loggerFactory ??= NullLoggerFactory.Instance;
        kinds ??= EntityKinds.All;
        limits ??= TenantLimits.Default;
        return new(ConnectionStringShape.Of(connectionString) switch
        {
            ConnectionStringShape.Kind.Sqlite => new SqliteBackEnd(
                readOnly ? SqliteDatabase.OpenReadOnly(connectionString, time, loggerFactory) : SqliteDatabase.Open(connectionString, time, loggerFactory), kinds, limits, time),
            ConnectionStringShape.Kind.CosmosDb => CosmosBackEnd.Create(CosmosAddress.Parse(connectionString), client, readOnly, kinds, limits, time, loggerFactory, committed),
            _ => throw new ArgumentException(
                "The connection string is of no known store. Use 'Data Source=<file>', or the address of an Azure Cosmos DB account.", nameof(connectionString)),
        }, readOnly);
    }

    /// <summary>Returns when the store can be used.</summary>
    /// <exception cref="InvalidOperationException">What is there is not a calendar store.</exception>
    /// <exception cref="StoreUnavailableException">The store cannot be reached.</exception>
    public Task ReadyAsync(CancellationToken cancellationToken) => backEnd.ReadyAsync(cancellationToken);

    /// <summary>
    /// Reads one row. After a write that the disk refused it also writes (SQLite), until that succeeds.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store cannot be used, its file was removed or replaced, or something in it is damaged.</exception>
    public Task CheckAsync(CancellationToken cancellationToken) => backEnd.CheckAsync(cancellationToken);

    /// <summary>
    /// Makes a bounded number of a deleted parent's children tombstones, or removes a bounded number of tombstones that have outlived
    /// <see cref="StoreLimits.TombstoneLifetime"/> (SQLite; Cosmos DB does that by itself).
    /// </summary>
    /// <returns>True when there may be more to do.</returns>
    public Task<bool> PurgeAsync(CancellationToken cancellationToken) => backEnd.PurgeAsync(cancellationToken);

    /// <summary>Completes when there is something to purge before the next regular round. Taken before <see cref="PurgeAsync"/> is called, awaited after it.</summary>
    internal Task UpkeepDue => backEnd.UpkeepDue;

    public ValueTask DisposeAsync() => backEnd.DisposeAsync();
}
