using CalendarStore.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CalendarStore;

/// <summary>An open store: what a host registers, and what tests and tools open by themselves.</summary>
/// <remarks>
/// A SQLite file that was put back from a backup still has its old epoch. Before anything opens it, give it another, so that clients that had seen more
/// read afresh: <c>sqlite3 calendar.db "UPDATE store SET epoch = lower(hex(randomblob(10)))"</c>.
/// </remarks>
public sealed class CalendarStoreConnection : IAsyncDisposable
{
    private readonly SqliteDatabase _database;

    private CalendarStoreConnection(SqliteDatabase database, TimeProvider timeProvider)
    {
        _database = database;
        Store = new SqliteCalendarStore(database);
        Feed = new SqliteChangeFeed(database, timeProvider);
    }

    public ICalendarStore Store { get; }
    public IChangeFeed Feed { get; }

    /// <summary>Opens the store that the connection string is of, creates it when it is new, and brings its schema up to date.</summary>
    /// <param name="connectionString"><c>Data Source=path</c>: a SQLite file.</param>
    /// <param name="timeProvider">Dates changes and times waits.</param>
    /// <param name="loggerFactory">Null for no logs.</param>
    /// <exception cref="ArgumentException">The connection string is of no store this version knows.</exception>
    /// <exception cref="InvalidOperationException">The file is not a calendar store, or was written by a newer version.</exception>
    /// <exception cref="StoreUnavailableException">The store cannot be reached.</exception>
    public static CalendarStoreConnection Open(string connectionString, TimeProvider timeProvider, ILoggerFactory? loggerFactory = null) =>
        ConnectionStringShape.Of(connectionString) switch
        {
            ConnectionStringShape.Kind.Sqlite => new(
                SqliteDatabase.Open(connectionString, timeProvider, loggerFactory ?? NullLoggerFactory.Instance), timeProvider),
            ConnectionStringShape.Kind.CosmosDb => throw new ArgumentException(
                "The connection string is of Azure Cosmos DB, which this version does not store in yet. Use 'Data Source=<file>'.", nameof(connectionString)),
            _ => throw new ArgumentException("The connection string is of no known store. Use 'Data Source=<file>'.", nameof(connectionString)),
        };

    /// <summary>Reads one row: throws when the store cannot be used.</summary>
    public Task CheckAsync(CancellationToken cancellationToken) =>
        _database.Readers.ReadAsync(session => session.Scalar("SELECT epoch FROM store"), cancellationToken);

    /// <summary>Removes a bounded number of tombstones and change records that have outlived <see cref="StoreLimits.TombstoneLifetime"/>.</summary>
    /// <returns>True when there may be more to remove.</returns>
    public Task<bool> PurgeAsync(CancellationToken cancellationToken) => _database.Writer.WriteAsync(Purging.Run, cancellationToken);

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
