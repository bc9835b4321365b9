using CalendarStore.Feed;
using TeamCalendars.Tenants;

namespace NotificationService.Tests.Running;

/// <summary>A feed whose follower stops saving checkpoints, like a process that is killed: what was not saved stays unsaved.</summary>
internal sealed class FailingFeed(IChangeFeed feed) : IChangeFeed
{
    public bool SavesNothing { get; set; }

    public Task FollowAsync(FeedSubscription subscription, IFeedFollower follower, CancellationToken cancellationToken) =>
        feed.FollowAsync(subscription, new UnsavingFollower(this, follower), cancellationToken);

    public void Nudge(TenantId tenant) => feed.Nudge(tenant);

    private sealed class UnsavingFollower(FailingFeed failing, IFeedFollower inner) : IFeedFollower
    {
        public ValueTask AcquiredAsync(FeedShare share, CancellationToken cancellationToken) => inner.AcquiredAsync(share, cancellationToken);

        public ValueTask ReadAsync(FeedShare share, FeedPage page, CancellationToken cancellationToken) => inner.ReadAsync(
            share, page with { SaveAsync = stop => failing.SavesNothing ? throw new IOException("The store is away.") : page.SaveAsync(stop) }, cancellationToken);

        public ValueTask NudgedAsync(IReadOnlyList<FeedEntry> entries, CancellationToken cancellationToken) => inner.NudgedAsync(entries, cancellationToken);

        public Task ReleaseAsync(FeedShare share) => inner.ReleaseAsync(share);

        public ValueTask LostAsync(FeedShare share) => inner.LostAsync(share);

        public void Report(FeedState state) => inner.Report(state);
    }
}
