namespace CalendarClient;

/// <summary>A bearer token for the calendar's API.</summary>
/// <param name="Value">The token as it goes into the Authorization header.</param>
/// <param name="ExpiresAt">Where known: the service closes the connection then, and closing is told from failing by it.</param>
public readonly record struct AccessToken(string Value, DateTimeOffset? ExpiresAt = null)
{
    /// <summary>Never shows the token.</summary>
    public override string ToString() => nameof(AccessToken);
}

/// <summary>Where tokens come from; called for each request, so it should cache.</summary>
/// <param name="renew">The token handed out last was refused or has expired: a new one is needed, not the cached one.</param>
public delegate ValueTask<AccessToken> AccessTokenProvider(bool renew, CancellationToken cancellationToken);
