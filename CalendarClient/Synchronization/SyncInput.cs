namespace CalendarClient;

/// <summary>What can happen to a client.</summary>
internal abstract record SyncInput
{
    private SyncInput()
    {
    }

    public sealed record Started : SyncInput;

    /// <summary>The connection is open, and this user's membership in the tenant's group came before it.</summary>
    public sealed record Connected : SyncInput;

    /// <param name="TokenRefused">The API refused the access token: 401.</param>
    /// <param name="RetryAfter">How long the API, in refusing, asked to be left alone.</param>
    public sealed record ConnectFailed(bool TokenRefused = false, TimeSpan? RetryAfter = null) : SyncInput;

    /// <param name="TokenExpired">The service closes connections whose token has expired: nothing is wrong.</param>
    public sealed record Lost(bool TokenExpired = false) : SyncInput;

    public sealed record Pushed(Reload Reload) : SyncInput;

    /// <summary>Any answer of the API named the tenant's head.</summary>
    public sealed record Observed(Position Head) : SyncInput;

    /// <summary>A write of this client was answered with the item as it now is.</summary>
    /// <param name="Head">The position of the write itself.</param>
    public sealed record Written(Position Head, ChangedCalendar? Calendar, ChangedEvent? Event) : SyncInput;

    /// <param name="Flight">The number of the request; answers to given-up ones are let go.</param>
    public sealed record ChangesAnswered(int Flight, ChangesPage Page) : SyncInput;

    /// <summary>410 Gone: the position cannot be continued.</summary>
    public sealed record ChangesExpired(int Flight) : SyncInput;

    public sealed record FullReadAnswered(int Flight, FullRead Read) : SyncInput;

    /// <summary>No answer, or one that says "later" (<paramref name="RetryAfter"/>).</summary>
    public sealed record Failed(int Flight, TimeSpan? RetryAfter = null) : SyncInput;

    /// <summary>The machine woke, the network came back, somebody looks again: what was waited for may be had now.</summary>
    public sealed record Woke : SyncInput;

    /// <summary>It is time to look whether something is due.</summary>
    public sealed record Tick : SyncInput;
}
