using System.Collections.Immutable;

namespace CalendarClient;

internal enum Link
{
    Down,
    Connecting,
    Up,
}

internal enum Flight
{
    None,
    Changes,
    FullRead,
}

/// <summary>Whether a change may have been missed.</summary>
internal enum MustAsk
{
    No,

    /// <summary>Only because of the periodic check.</summary>
    Maybe,

    /// <summary>Because of an event: a new connection, a failure, another epoch.</summary>
    Likely,
}

/// <summary>The state that a client keeps between two inputs.</summary>
internal sealed record SyncState
{
    /// <summary>What is shown.</summary>
    public Replica Shown { get; init; } = Replica.Empty;

    /// <summary>The catch-up in progress, shown when it is complete; null when there is none.</summary>
    public CatchUp? CatchUp { get; init; }

    public Link Link { get; init; }
    public DateTimeOffset LinkUpSince { get; init; }
    public int LinkFailures { get; init; }

    /// <summary>When to reconnect; null if connected, connecting or not started.</summary>
    public DateTimeOffset? ConnectAt { get; init; }

    /// <summary>Whether <see cref="ConnectAt"/> comes from a Retry-After.</summary>
    public bool ConnectHasRetryAfter { get; init; }

    public Flight Flight { get; init; }

    /// <summary>The number of the latest request.</summary>
    public int FlightNumber { get; init; }

    public bool NeedsFullRead { get; init; }

    /// <summary>Whether to request the changes, whatever the versions say.</summary>
    public MustAsk MustAsk { get; init; }

    /// <summary>The last answer had no changes.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>The highest version in the present epoch that was announced.</summary>
    public long Wanted { get; init; }

    /// <summary>A head seen in a header whose push may still arrive.</summary>
    public Rumour? Rumour { get; init; }

    /// <summary>Requests in a row that failed or reached no new version.</summary>
    public int Failures { get; init; }

    /// <summary>No request before this time; null if one may start at once.</summary>
    public DateTimeOffset? AskAt { get; init; }

    /// <summary>Whether <see cref="AskAt"/> comes from a Retry-After.</summary>
    public bool HasRetryAfter { get; init; }

    /// <summary>The time of the next periodic check.</summary>
    public DateTimeOffset? CheckAt { get; init; }

    /// <summary>Versions after the position whose content is merged already: this client's own writes.</summary>
    public ImmutableHashSet<long> Held { get; init; } = [];

    /// <summary>Whether the API's last answer was a success.</summary>
    public bool Reachable { get; init; } = true;

    /// <summary>When the API last answered; null before that.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>False after the caller said that the network is gone, until it is back or something answers.</summary>
    public bool Online { get; init; } = true;

    /// <summary>Why the last request failed; null while requests succeed.</summary>
    public Failure? WhyUnreachable { get; init; }

    /// <summary>Why the last attempt to connect failed; null while there is a connection.</summary>
    public Failure? WhyDown { get; init; }

    /// <summary>Why the client is not live; null if it is, or if nothing has failed.</summary>
    public Failure? WhyNotLive => Connection == ConnectionState.Live ? null : WhyUnreachable ?? WhyDown;

    /// <summary>The replica with the latest position, shown or not.</summary>
    public Replica Furthest => CatchUp?.Replica ?? Shown;

    public ConnectionState Connection => (Link, Reachable) switch
    {
        _ when !Online => ConnectionState.Offline,
        (Link.Up, true) => ConnectionState.Live,
        (Link.Up, false) => ConnectionState.Reconnecting,
        (_, false) when LinkFailures > 0 => ConnectionState.Offline,
        (_, true) when Polls => ConnectionState.Polling,
        _ => ConnectionState.Reconnecting,
    };

    /// <summary>Whether connecting has failed so often that the connection state is <see cref="ConnectionState.Polling"/>.</summary>
    public bool Polls { get; init; }

    /// <summary>When a <see cref="SyncInput.Tick"/> is due; null if nothing is due.</summary>
    public DateTimeOffset? DueAt => new[] { ConnectAt, Flight == CalendarClient.Flight.None ? AskAt ?? CheckAt : null, Rumour?.Until }.Min();
}

/// <param name="Replica">The pages received so far, merged.</param>
/// <param name="Touched">The keys of items that may differ from the shown replica.</param>
/// <param name="IsReset">Whether it began with a full read.</param>
internal sealed record CatchUp(Replica Replica, ImmutableHashSet<EntityKey> Touched, bool IsReset);

internal readonly record struct Rumour(long Version, DateTimeOffset Until);
