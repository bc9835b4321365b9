namespace CalendarClient;

/// <summary>An effect that a client performs.</summary>
internal abstract record SyncEffect
{
    private SyncEffect()
    {
    }

    /// <summary>Negotiate and connect. There are never two attempts at once.</summary>
    public sealed record Connect : SyncEffect;

    /// <summary>Get a new access token for the next request.</summary>
    public sealed record RenewToken : SyncEffect;

    /// <summary>Request one page of changes. At most one request of this kind or <see cref="ReadAll"/> is in flight.</summary>
    /// <param name="Position">The position of the replica.</param>
    /// <param name="HeadFirst">No newer version is known: read the head first, and request changes only if it has moved.</param>
    public sealed record PullChanges(int Flight, string Since, Position Position, bool HeadFirst) : SyncEffect;

    /// <summary>Full read: the head first, then all data.</summary>
    public sealed record ReadAll(int Flight) : SyncEffect;

    /// <summary>Give the change to the readers. (The engine in TypeScript has no such effect: a front end takes the shown state as a whole.)</summary>
    public sealed record Show(ReplicaChange Change) : SyncEffect;
}
