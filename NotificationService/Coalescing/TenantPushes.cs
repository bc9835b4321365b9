using CalendarStore.Feed;
using NotificationService.Following;
using TeamCalendars.Tenants;

namespace NotificationService.Coalescing;

/// <summary>The state of one tenant's pushes: what waits, what is in flight, what to re-announce. A value; <see cref="Coalescer"/> has the logic.</summary>
internal sealed record TenantPushes
{
    public static readonly TenantPushes Quiet = new();

    /// <summary>The held share in whose page the tenant was; null if only nudges named it, because another instance may then hold its share.</summary>
    public FeedShare? Share { get; init; }

    public News? Waiting { get; init; }

    public Push? InFlight { get; init; }

    /// <summary>The checkpoint before the news in flight; null if there is none, or if only a nudge had it.</summary>
    public Checkpoint? InFlightFrom { get; init; }

    /// <summary>Start no push before this time: the interval since the last push, or the back-off after a failure.</summary>
    public DateTimeOffset NotBefore { get; init; }

    /// <summary>Failures in a row.</summary>
    public int Failures { get; init; }

    /// <summary>The last position that the service accepted. Older or equal positions in the feed are not news.</summary>
    public Position? Accepted { get; init; }

    /// <summary>When to re-announce the accepted position; null when that is done.</summary>
    public DateTimeOffset? ReannounceAt { get; init; }

    /// <summary>The commit time of the oldest change without an accepted push; null if there is none.</summary>
    public NodaTime.Instant? OldestUnacknowledged => (InFlight?.News ?? Waiting)?.OldestCommit;

    /// <summary>The checkpoint before the first news without an accepted push; null if there is none, or if only nudges had it.</summary>
    public Checkpoint? UnacknowledgedFrom => InFlightFrom ?? Waiting?.From;
}
