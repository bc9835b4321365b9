using CalendarStore.Feed;
using NodaTime;

namespace NotificationService.Health;

/// <summary>How the worker fares, as its loop and its follower last said; read by the health check.</summary>
internal sealed class NotificationStatus
{
    private volatile Snapshot last = new(null, 0, false, null);
    private volatile FeedState feed = new(0, 0, 0, null);

    public Snapshot Pushing => last;

    /// <summary>Which part of the feed is this instance's, and whether it can be followed.</summary>
    public FeedState Feed
    {
        get => feed;
        set => feed = value;
    }

    public void Report(Snapshot pushing) => last = pushing;

    /// <param name="OldestUnacknowledged">When the oldest change without an accepted push was committed; null when there is none.</param>
    /// <param name="Tenants">Tenants with something left to do.</param>
    /// <param name="PushesPerSecond">How many may be started since the service asked to slow down; null without a limit.</param>
    internal sealed record Snapshot(Instant? OldestUnacknowledged, int Tenants, bool ServiceAway, double? PushesPerSecond);
}
