using System.Runtime.CompilerServices;
using NodaTime;

namespace CalendarStore.Sqlite;

internal sealed class SqliteChangeFeed(SqliteDatabase database, TimeProvider timeProvider) : IChangeFeed
{
    /// <summary>Entries per page: what a follower that was away holds in memory at a time.</summary>
    private const int PageSize = 500;

    public Task<FeedCursor> GetCheckpointAsync(string consumer, CancellationToken cancellationToken) =>
        database.Readers.ReadAsync(session => Checkpoints.Get(session, consumer, database.Epoch), cancellationToken);

    public Task SaveCheckpointAsync(string consumer, FeedCursor cursor, CancellationToken cancellationToken) =>
        database.Writer.WriteAsync(transaction => Checkpoints.Save(transaction, consumer, cursor), cancellationToken);

    public async IAsyncEnumerable<IReadOnlyList<FeedEntry>> FollowAsync(FeedCursor after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var signal = database.Signal.Next;
            var page = await database.Readers.ReadAsync(session => ChangeLog.Read(session, database.Epoch, after, PageSize), cancellationToken);
            if (page.Count > 0)
            {
                StoreTelemetry.FeedLag.Record(Math.Max(0, (Instant.FromDateTimeOffset(timeProvider.GetUtcNow()) - page[0].CommittedAt).TotalSeconds));
                after = page[^1].Cursor;
                yield return page;
            }

            if (page.Count < PageSize)
            {
                await database.Signal.WaitAsync(signal, cancellationToken);
            }
        }
    }

    public async Task<IReadOnlyDictionary<TenantId, Position>> GetPositionsChangedSinceAsync(Instant since, CancellationToken cancellationToken) =>
        (await database.Readers.ReadAsync(session => TenantTable.ChangedSince(session, database.Epoch, since), cancellationToken)).ToDictionary();
}
