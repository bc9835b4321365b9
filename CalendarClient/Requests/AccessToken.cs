namespace CalendarClient;

/// <summary>A bearer token for the calendar's API.</summary>
/// <param name="Value">The token as it goes into the Authorization header.</param>
/// <param name="ExpiresAt">When it expires, where known. The service closes a connection at the end of its token; with this time the client knows that nothing failed.</param>
public readonly record struct AccessToken(string Value, DateTimeOffset? ExpiresAt = null)
{
    /// <summary>Never shows the token.</summary>
    public override string ToString() => nameof(AccessToken);
}

/// <summary>Returns an access token. It is called for each request, so it should cache. What it throws fails that request.</summary>
/// <param name="renew">True when the last token was refused or has expired: the cached one must not be returned again.</param>
/// <param name="cancellationToken">Cancelled when nobody waits for the token any more.</param>
public delegate ValueTask<AccessToken> AccessTokenProvider(bool renew, CancellationToken cancellationToken);
