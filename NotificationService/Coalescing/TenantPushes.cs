using CalendarStore.Feed;
using NotificationService.Following;
using TeamCalendars.Tenants;

namespace NotificationService.Coalescing;

/// <summary>Where one tenant stands: what waits, what is on its way, what is to be announced again. A value; <see cref="Coalescer"/> has the rules.</summary>
internal sealed record TenantPushes
{
    public static readonly TenantPushes Quiet = new();

    /// <summary>The holding of the share by which the feed told of the tenant; null while only nudges did: another instance may hold it.</summary>
    public FeedShare? Share { get; init; }

    public News? Waiting { get; init; }

    public Push? InFlight { get; init; }

    /// <summary>The feed's place before the news that is in flight; null when there is none, or only a nudge told of it.</summary>
    public FeedPlace? InFlightFrom { get; init; }

    /// <summary>No push before this: the interval since the last one, or the wait after a failure.</summary>
    public DateTimeOffset NotBefore { get; init; }

    /// <summary>Failures in a row.</summary>
    public int Failures { get; init; }

    /// <summary>Up to here the service accepted our pushes; what the feed tells again below it is known.</summary>
    public Position? Accepted { get; init; }

    /// <summary>When the accepted position is announced again; null when it has been.</summary>
    public DateTimeOffset? ReannounceAt { get; init; }

    /// <summary>When the oldest change without an accepted push was committed; null when there is none.</summary>
    public NodaTime.Instant? OldestUnacknowledged => (InFlight?.News ?? Waiting)?.OldestCommit;

    /// <summary>The feed's place before the first news without an accepted push; null when there is none, or only nudges told of it.</summary>
    public FeedPlace? UnacknowledgedFrom => InFlightFrom ?? Waiting?.From;
}
