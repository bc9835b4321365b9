using CalendarStore.Feed;
using TeamCalendars.Tenants;

namespace NotificationService.Tests.Running;

/// <summary>However many tenants have changed, the worker holds a bounded number of them.</summary>
public sealed class MemoryTests : WorkerTest
{
    private const int Tenants = 500;
    private const int MaxWaiting = 20;

    [Fact]
    public async Task While_many_tenants_wait_for_the_service_the_feed_is_not_read_and_then_all_are_told()
    {
        var refusing = true;
        Service.Answer = (_, _) => Task.FromResult(Volatile.Read(ref refusing) ? 500 : 202);
        var feed = new EndlessFeed();
        await using var worker = RunningWorker.Start(Store, Service, feed: _ => feed, settings:
        [
            ("Notifications:MaxWaitingTenants", $"{MaxWaiting}"), ("Notifications:MaxParallelPushes", "1"),
            ("Notifications:RetryDelay", "00:00:00.005"), ("Notifications:MaxRetryDelay", "00:00:00.010"),
        ]);

        // While the service is unavailable, each retry is for a tenant that the worker holds. It had enough time to read the others.
        await Service.Until(() => Service.Asked.Count >= 50);
        // In addition to the waiting ones: the queue of events, the one that is being written, and as many as the loop takes from the queue at once.
        Assert.InRange(feed.Read, 1, MaxWaiting + 17 + 1 + 64);
        Volatile.Write(ref refusing, false);

        await Service.Until(() => Service.Accepted.Select(push => push.Group).Distinct().Count() == Tenants);
    }

    /// <summary>One share with this many tenants, each in its own page.</summary>
    private sealed class EndlessFeed : IChangeFeed
    {
        private int read;

        public int Read => Volatile.Read(ref read);

        public async Task FollowAsync(FeedSubscription subscription, IFeedFollower follower, CancellationToken cancellationToken)
        {
            await follower.AcquiredAsync(Changes.Share, cancellationToken);
            try
            {
                for (var n = 1; n <= Tenants; n++)
                {
                    await follower.ReadAsync(Changes.Share, Changes.Page(Changes.Entry(1, tenant: new TenantId(new Guid(n, 9, 9, new byte[8])))), cancellationToken);
                    Interlocked.Increment(ref read);
                }

                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                await follower.LostAsync(Changes.Share);
            }
        }

        public void Nudge(TenantId tenant)
        {
        }
    }
}
