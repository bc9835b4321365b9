using NodaTime;

namespace CalendarStore;

/// <summary>
/// Every change of every tenant, in the order of commit within a tenant, for those who announce them.
/// <list type="number">
/// <item>Each committed change is yielded at least once to a follower that starts at or before it; no change is skipped.</item>
/// <item>Within a tenant, versions come in ascending order without gaps after the cursor.</item>
/// <item>A follower waits without polling at short intervals; a change in another process wakes it within milliseconds (SQLite) or the feed's poll interval (Cosmos DB).</item>
/// <item>A checkpoint, once saved, survives the process; the last saved wins; consumers do not see each other's.</item>
/// <item>A checkpoint of another epoch is not used: following starts at the beginning of the present one.</item>
/// </list>
/// </summary>
public interface IChangeFeed
{
    /// <summary>The named consumer's durable place, or <see cref="FeedCursor.Start"/>.</summary>
    Task<FeedCursor> GetCheckpointAsync(string consumer, CancellationToken cancellationToken);

    /// <summary>Saves the named consumer's place, durably.</summary>
    Task SaveCheckpointAsync(string consumer, FeedCursor cursor, CancellationToken cancellationToken);

    /// <summary>Yields non-empty pages of changes after <paramref name="after"/>, waiting for more until cancelled.</summary>
    IAsyncEnumerable<IReadOnlyList<FeedEntry>> FollowAsync(FeedCursor after, CancellationToken cancellationToken);

    /// <summary>The present position of each tenant with a change committed at or after <paramref name="since"/>.</summary>
    Task<IReadOnlyDictionary<TenantId, Position>> GetPositionsChangedSinceAsync(Instant since, CancellationToken cancellationToken);
}
