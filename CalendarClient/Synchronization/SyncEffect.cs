namespace CalendarClient;

/// <summary>What a client is to do.</summary>
internal abstract record SyncEffect
{
    private SyncEffect()
    {
    }

    /// <summary>Negotiate and connect. Never two at once.</summary>
    public sealed record Connect : SyncEffect;

    /// <summary>Ask for a new token with the next request.</summary>
    public sealed record RenewToken : SyncEffect;

    /// <summary>Ask for one page of changes. At most one request of this kind or <see cref="ReadAll"/> is under way.</summary>
    public sealed record PullChanges(int Flight, string Since) : SyncEffect;

    /// <summary>Read the head first, then all data.</summary>
    public sealed record ReadAll(int Flight) : SyncEffect;

    /// <summary>Show it.</summary>
    public sealed record Show(ReplicaChange Change) : SyncEffect;
}
