using CalendarStore.Entities;
using CalendarStore.Feed;
using CalendarStore.Sqlite.Access;
using CalendarStore.Sqlite.Following;
using CalendarStore.Sqlite.Writing;
using TeamCalendars.Entities;
using TeamCalendars.Writes;

namespace CalendarStore.Sqlite;

internal sealed class SqliteBackEnd(SqliteDatabase database, EntityKinds kinds, TenantLimits limits, TimeProvider time) : IStoreBackEnd
{
    public IEntityStore Entities { get; } = new SqliteEntityStore(database, kinds, limits);

    public IChangeFeed Feed { get; } = new SqliteChangeFeed(database, time);

    public Task UpkeepDue => database.Writer.Upkeep.Next;

    /// <summary>The file was opened before this was made.</summary>
    public Task ReadyAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        database.Condition.Check();
        if (database.Condition.FailedWrite is not null)
        {
            await database.Writer.WriteAsync(Probing.Write, cancellationToken);
            await database.Writer.WriteAsync(Probing.Remove, cancellationToken);
            database.Condition.WriteSucceeded();
        }

        await database.Readers.ReadAsync(session => session.Scalar("SELECT epoch FROM store"), cancellationToken);
    }

    public Task<bool> PurgeAsync(CancellationToken cancellationToken) => database.Writer.WriteAsync(Purging.Run, cancellationToken);

    public ValueTask DisposeAsync() => database.DisposeAsync();
}
