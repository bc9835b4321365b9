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
    /// <param name="Position">Of what is held.</param>
    /// <param name="HeadFirst">Nothing new is expected: look at the head first, and ask only if it has moved.</param>
    public sealed record PullChanges(int Flight, string Since, Position Position, bool HeadFirst) : SyncEffect;

    /// <summary>Read the head first, then all data.</summary>
    public sealed record ReadAll(int Flight) : SyncEffect;

    /// <summary>Tell the readers what has changed. (The engine in TypeScript needs no such effect: a front end takes the shown state as a whole.)</summary>
    public sealed record Show(ReplicaChange Change) : SyncEffect;
}
