namespace CalendarStore.Feed;

/// <summary>
/// Who follows a feed, as one of several. For one share the calls come one after the other: <see cref="AcquiredAsync"/>, then pages, then
/// <see cref="ReleaseAsync"/> where there is time for it, then <see cref="LostAsync"/>. For different shares they may come at once, and <see cref="NudgedAsync"/> at any time.
/// A call that takes its time holds up its share (perhaps others too), never the leases.
/// </summary>
public interface IFeedFollower
{
    /// <summary>The share is this instance's from here on.</summary>
    ValueTask AcquiredAsync(FeedShare share, CancellationToken cancellationToken);

    /// <summary>The next heads of the share, at least one. Returning asks for more; it says nothing about what is done, which is what <see cref="FeedPage.SaveAsync"/> is for.</summary>
    ValueTask ReadAsync(FeedShare share, FeedPage page, CancellationToken cancellationToken);

    /// <summary>
    /// Heads that were read because of a nudge, before their page. The instance that holds a tenant's share is handed the same position or a later one in a page as well;
    /// a nudge may also reach an instance that does not hold it.
    /// </summary>
    ValueTask NudgedAsync(IReadOnlyList<FeedEntry> entries, CancellationToken cancellationToken);

    /// <summary>
    /// The share is about to be another's. The follower brings what is on its way to an end and saves its last place; when this returns the share is handed on.
    /// It is for the follower to bound how long that takes: a lease time at the most.
    /// </summary>
    Task ReleaseAsync(FeedShare share);

    /// <summary>The share is no longer this instance's: whatever is known of its tenants is void. The next holder announces what is left.</summary>
    ValueTask LostAsync(FeedShare share);

    /// <summary>How the feed fares, as often as it changes; returns at once.</summary>
    void Report(FeedState state);
}
