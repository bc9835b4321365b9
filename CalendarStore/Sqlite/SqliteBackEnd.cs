using CalendarStore.Entities;
using CalendarStore.Feed;
using CalendarStore.Sqlite.Access;
using CalendarStore.Sqlite.Following;
using CalendarStore.Sqlite.Writing;
using TeamCalendars.Entities;

namespace CalendarStore.Sqlite;

internal sealed class SqliteBackEnd(SqliteDatabase database, EntityKinds kinds, TimeProvider time) : IStoreBackEnd
{
    public IEntityStore Entities { get; } = new SqliteEntityStore(database, kinds);

    public IChangeFeed Feed { get; } = new SqliteChangeFeed(database, time);

    /// <summary>The file was opened before this was made.</summary>
    public Task ReadyAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task CheckAsync(CancellationToken cancellationToken) =>
        database.Readers.ReadAsync(session => session.Scalar("SELECT epoch FROM store"), cancellationToken);

    public Task<bool> PurgeAsync(CancellationToken cancellationToken) => database.Writer.WriteAsync(Purging.Run, cancellationToken);

    public ValueTask DisposeAsync() => database.DisposeAsync();
}
