using NodaTime;

namespace NotificationService;

/// <summary>How the worker fares, as its loop and its follower last said; read by the health check.</summary>
internal sealed class NotificationStatus
{
    private volatile Snapshot last = new(null, 0, false);
    private volatile string? feedProblem;

    public Snapshot Pushing => last;

    /// <summary>Why the feed cannot be followed; null when it can.</summary>
    public string? FeedProblem
    {
        get => feedProblem;
        set => feedProblem = value;
    }

    public void Report(Instant? oldest, int tenants, bool serviceAway) => last = new(oldest, tenants, serviceAway);

    /// <param name="OldestUnacknowledged">When the oldest change without an accepted push was committed; null when there is none.</param>
    /// <param name="Tenants">Tenants with something left to do.</param>
    internal sealed record Snapshot(Instant? OldestUnacknowledged, int Tenants, bool ServiceAway);
}
