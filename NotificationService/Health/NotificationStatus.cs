using CalendarStore.Feed;
using NodaTime;

namespace NotificationService.Health;

/// <summary>The worker's state as last reported by its loop and its follower; read by the health check.</summary>
internal sealed class NotificationStatus
{
    private volatile Snapshot last = new(null, 0, false, null);
    private volatile FeedState feed = new(0, 0, 0, null);

    public Snapshot Pushing => last;

    /// <summary>The shares that this instance holds, and whether the feed is available.</summary>
    public FeedState Feed
    {
        get => feed;
        set => feed = value;
    }

    public void Report(Snapshot pushing) => last = pushing;

    /// <param name="OldestUnacknowledged">The commit time of the oldest change without an accepted push; null if there is none.</param>
    /// <param name="Tenants">The number of tenants with something left to do.</param>
    /// <param name="PushesPerSecond">The limit of pushes per second since the service throttled; null without a limit.</param>
    internal sealed record Snapshot(Instant? OldestUnacknowledged, int Tenants, bool ServiceUnavailable, double? PushesPerSecond);
}
