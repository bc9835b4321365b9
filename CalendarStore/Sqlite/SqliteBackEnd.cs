using CalendarStore.Feed;
using CalendarStore.Sqlite.Access;
using CalendarStore.Sqlite.Following;
using CalendarStore.Sqlite.Writing;

namespace CalendarStore.Sqlite;

internal sealed class SqliteBackEnd(SqliteDatabase database, TimeProvider time) : IStoreBackEnd
{
    public ICalendarStore Store { get; } = new SqliteCalendarStore(database);

    public IChangeFeed Feed { get; } = new SqliteChangeFeed(database, time);

    /// <summary>The file was opened before this was made.</summary>
    public Task ReadyAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task CheckAsync(CancellationToken cancellationToken) =>
        database.Readers.ReadAsync(session => session.Scalar("SELECT epoch FROM store"), cancellationToken);

    public Task<bool> PurgeAsync(CancellationToken cancellationToken) => database.Writer.WriteAsync(Purging.Run, cancellationToken);

    public ValueTask DisposeAsync() => database.DisposeAsync();
}
