using CalendarStore;

namespace NotificationService;

/// <summary>Where one tenant stands: what waits, what is on its way, what is to be said again. A value; <see cref="Coalescer"/> has the rules.</summary>
internal sealed record TenantPushes
{
    public static readonly TenantPushes Quiet = new();

    public ChangeUnion? Waiting { get; init; }

    public Push? InFlight { get; init; }

    /// <summary>No push before this: the interval since the last one, or the wait after a failure.</summary>
    public DateTimeOffset NotBefore { get; init; }

    /// <summary>Failures in a row.</summary>
    public int Failures { get; init; }

    /// <summary>Up to here the service accepted our pushes; what the feed repeats below it is known.</summary>
    public Position? Accepted { get; init; }

    /// <summary>What a re-announcement says.</summary>
    public Position? Head { get; init; }

    public DateTimeOffset ReannounceAt { get; init; }

    public int ReannouncementsLeft { get; init; }

    /// <summary>The first change that is not acknowledged yet; null when all are.</summary>
    public ChangeUnion? Unacknowledged => InFlight?.Changes ?? Waiting;
}
