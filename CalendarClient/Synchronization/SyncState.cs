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

/// <summary>Whether something may have been missed.</summary>
internal enum MustAsk
{
    No,

    /// <summary>Only the time that has passed says so.</summary>
    Maybe,

    /// <summary>Something happened that says so: a connection, a failure, another epoch.</summary>
    Likely,
}

/// <summary>All that a client remembers between two inputs.</summary>
internal sealed record SyncState
{
    /// <summary>What is shown.</summary>
    public Replica Shown { get; init; } = Replica.Empty;

    /// <summary>A catch-up under way, shown when it is whole; null when there is none.</summary>
    public CatchUp? CatchUp { get; init; }

    public Link Link { get; init; }
    public DateTimeOffset LinkUpSince { get; init; }
    public int LinkFailures { get; init; }

    /// <summary>When to connect again; null when connected, connecting or not started.</summary>
    public DateTimeOffset? ConnectAt { get; init; }

    /// <summary>Whether the service itself named the time in <see cref="ConnectAt"/>.</summary>
    public bool ConnectToldToWait { get; init; }

    public Flight Flight { get; init; }

    /// <summary>The number of the latest request.</summary>
    public int FlightNumber { get; init; }

    public bool NeedsFullRead { get; init; }

    /// <summary>Whether to ask for changes, whatever the versions say.</summary>
    public MustAsk MustAsk { get; init; }

    /// <summary>The last answer told nothing new.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>The highest version heard of in the epoch that is held.</summary>
    public long Wanted { get; init; }

    /// <summary>A head seen in a header whose push may still be under way.</summary>
    public Rumour? Rumour { get; init; }

    /// <summary>Requests in a row that brought nothing.</summary>
    public int Failures { get; init; }

    /// <summary>No request before this; null when one may go at once.</summary>
    public DateTimeOffset? AskAt { get; init; }

    /// <summary>Whether the service itself named the time in <see cref="AskAt"/>.</summary>
    public bool ToldToWait { get; init; }

    /// <summary>The next slow check.</summary>
    public DateTimeOffset? CheckAt { get; init; }

    /// <summary>Versions after the position whose content is merged already: this client's own writes.</summary>
    public ImmutableHashSet<long> Held { get; init; } = [];

    /// <summary>Whether the API answered last time.</summary>
    public bool Reachable { get; init; } = true;

    /// <summary>The furthest replica there is, shown or not.</summary>
    public Replica Furthest => CatchUp?.Replica ?? Shown;

    public ConnectionState Connection => (Link, Reachable) switch
    {
        (Link.Up, true) => ConnectionState.Live,
        (Link.Up, false) => ConnectionState.Reconnecting,
        (_, false) when LinkFailures > 0 => ConnectionState.Offline,
        (_, true) when Polls => ConnectionState.Polling,
        _ => ConnectionState.Reconnecting,
    };

    /// <summary>Whether connecting has failed so often that the state says so.</summary>
    public bool Polls { get; init; }

    /// <summary>When a <see cref="SyncInput.Tick"/> is due; null when nothing is waited for.</summary>
    public DateTimeOffset? DueAt => new[] { ConnectAt, Flight == CalendarClient.Flight.None ? AskAt ?? CheckAt : null, Rumour?.Until }.Min();
}

/// <param name="Replica">What is gathered so far.</param>
/// <param name="Touched">What may differ from what is shown.</param>
/// <param name="IsReset">It began with a full read.</param>
internal sealed record CatchUp(Replica Replica, ImmutableHashSet<EntityKey> Touched, bool IsReset);

internal readonly record struct Rumour(long Version, DateTimeOffset Until);
