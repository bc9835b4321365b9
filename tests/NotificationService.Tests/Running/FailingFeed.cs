using System.Runtime.CompilerServices;
using CalendarStore;
using NodaTime;

namespace NotificationService.Tests;

/// <summary>A feed whose store goes away now and then, or whose process dies before it can save.</summary>
internal sealed class FailingFeed(IChangeFeed feed) : IChangeFeed
{
    private int failures;

    public int FailuresAtStart { get; set; }

    public bool FailsAfterEachPage { get; init; }

    /// <summary>As after a kill -9: whatever was not saved stays unsaved.</summary>
    public bool SavesNothing { get; set; }

    public int Failures => failures;

    public Task<FeedCursor> GetCheckpointAsync(string consumer, CancellationToken cancellationToken) =>
        failures < FailuresAtStart ? throw Failure() : feed.GetCheckpointAsync(consumer, cancellationToken);

    public Task SaveCheckpointAsync(string consumer, FeedCursor cursor, CancellationToken cancellationToken) =>
        SavesNothing ? throw Failure() : feed.SaveCheckpointAsync(consumer, cursor, cancellationToken);

    public async IAsyncEnumerable<IReadOnlyList<FeedEntry>> FollowAsync(FeedCursor after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in feed.FollowAsync(after, cancellationToken))
        {
            yield return page;
            if (FailsAfterEachPage)
                throw Failure();
        }
    }

    public Task<IReadOnlyDictionary<TenantId, Position>> GetPositionsChangedSinceAsync(Instant since, CancellationToken cancellationToken) =>
        feed.GetPositionsChangedSinceAsync(since, cancellationToken);

    private IOException Failure()
    {
        Interlocked.Increment(ref failures);
        return new("The store is away.");
    }
}
