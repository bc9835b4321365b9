namespace SignalRService;

/// <summary>How long a client may connect, and be connected.</summary>
public sealed record NegotiateOptions
{
    /// <summary>When the client's token ends: at most when the caller's own does. Counted in whole seconds, rounded down.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Has the service close the connection at that time, too. Without it an open WebSocket outlives its token.</summary>
    public bool CloseOnExpiry { get; init; } = true;
}
