using System.Collections.Concurrent;
using CalendarStore.Cosmos.Access;
using CalendarStore.Feed;
using TeamCalendars.Tenants;

namespace CalendarStore.Cosmos.Following;

/// <summary>
/// The heads of the tenants, as the container's change feed tells them, by the client library's change feed processor: a share is a physical partition, its lease a document
/// beside the container, shared among the instances. Leases are judged by the instances' clocks, which have to agree to well within a lease time.
/// The processor balances by taking a lease from an instance that has more, without notice: such a share is lost without having been released.
/// </summary>
internal sealed class CosmosChangeFeed(CosmosDatabase database, TimeProvider time) : IChangeFeed
{
    private readonly ConcurrentDictionary<FeedFollowing, byte> followings = [];

    public async Task FollowAsync(FeedSubscription subscription, IFeedFollower follower, CancellationToken cancellationToken)
    {
        var opened = await OpenAsync(follower, cancellationToken);
        if (opened is null)
        {
            return;
        }

        using var following = new FeedFollowing(opened, subscription, follower, time);
        followings[following] = 0;
        try
        {
            await following.RunAsync(cancellationToken);
        }
        finally
        {
            followings.TryRemove(following, out _);
        }
    }

    public void Nudge(TenantId tenant)
    {
        foreach (var following in followings.Keys)
        {
            following.Nudges.Add(tenant);
        }
    }

    /// <returns>Null when it was cancelled before the store could be found.</returns>
    private async Task<OpenContainers?> OpenAsync(IFeedFollower follower, CancellationToken cancellationToken)
    {
        for (var attempt = 1; !cancellationToken.IsCancellationRequested; attempt++)
        {
            try
            {
                return await database.OpenAsync(cancellationToken);
            }
            catch (StoreUnavailableException exception)
            {
                follower.Report(new FeedState(0, 0, 1, exception.Message));
                await Task.Delay(FollowingPace.Retries.After(attempt), cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                break;
            }
        }

        return null;
    }
}
