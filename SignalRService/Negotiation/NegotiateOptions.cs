namespace SignalRService;

/// <summary>How long a client may connect and stay connected.</summary>
public sealed record NegotiateOptions
{
    /// <summary>When the client token expires: not later than the caller's own token. Rounded down to whole seconds.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Makes the service close the connection at that time too. Otherwise an open WebSocket outlives its token.</summary>
    public bool CloseOnExpiry { get; init; } = true;
}
