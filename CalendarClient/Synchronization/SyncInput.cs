namespace CalendarClient;

/// <summary>An input of a client's state machine.</summary>
internal abstract record SyncInput
{
    private SyncInput()
    {
    }

    public sealed record Started : SyncInput;

    /// <summary>The connection is open, and this user was added to the tenant's group before.</summary>
    public sealed record Connected : SyncInput;

    /// <param name="TokenRefused">The API refused the access token: 401.</param>
    /// <param name="RetryAfter">The Retry-After of the API's refusal.</param>
    public sealed record ConnectFailed(bool TokenRefused = false, TimeSpan? RetryAfter = null, Failure? Failure = null) : SyncInput;

    /// <param name="TokenExpired">The service closed the connection because its token expired, which is not a failure.</param>
    public sealed record Lost(bool TokenExpired = false) : SyncInput;

    public sealed record Pushed(Reload Reload) : SyncInput;

    /// <summary>An answer of the API named the tenant's head.</summary>
    public sealed record Observed(Position Head) : SyncInput;

    /// <summary>A write of this client was answered with the written item.</summary>
    /// <param name="Head">The position of the write itself.</param>
    public sealed record Written(Position Head, ChangedEntity Item) : SyncInput;

    /// <param name="Flight">The number of the request; answers to abandoned requests are ignored.</param>
    public sealed record ChangesAnswered(int Flight, ChangesPage Page) : SyncInput;

    /// <summary>410 Gone: the position cannot be continued.</summary>
    public sealed record ChangesExpired(int Flight) : SyncInput;

    public sealed record FullReadAnswered(int Flight, FullRead Read) : SyncInput;

    /// <summary>There was no answer, or one with a Retry-After (<paramref name="RetryAfter"/>).</summary>
    public sealed record Failed(int Flight, TimeSpan? RetryAfter = null, Failure? Failure = null) : SyncInput;

    /// <summary>A request of the caller failed, because there was no answer or a 5xx: the engine asks too, and so finds out whether the API works.</summary>
    public sealed record RequestFailed(Failure Failure) : SyncInput;

    /// <summary>The network is gone.</summary>
    public sealed record NetworkLost : SyncInput;

    /// <summary>The machine woke up or the network is back: a retry may succeed now.</summary>
    public sealed record Woke : SyncInput;

    /// <summary>Something may be due.</summary>
    public sealed record Tick : SyncInput;
}
