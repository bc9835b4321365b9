using NodaTime;

namespace CalendarStore.Cosmos;

internal sealed class CosmosChangeFeed(CosmosDatabase database, TimeProvider timeProvider) : IChangeFeed
{
    public Task<FeedCursor> GetCheckpointAsync(string consumer, CancellationToken cancellationToken) => throw new NotSupportedException(database.GetType().Name + timeProvider.GetType());

    public Task SaveCheckpointAsync(string consumer, FeedCursor cursor, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<IReadOnlyList<FeedEntry>> FollowAsync(FeedCursor after, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyDictionary<TenantId, Position>> GetPositionsChangedSinceAsync(Instant since, CancellationToken cancellationToken) => throw new NotSupportedException();
}
