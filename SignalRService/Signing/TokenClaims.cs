namespace SignalRService;

/// <summary>The claims of a token for the service. Times are whole seconds since 1970 (RFC 7519 NumericDate).</summary>
/// <param name="Audience">The called URL without query, or the client URL with its hub.</param>
/// <param name="UserId">The SignalR user (<c>asrs.s.uid</c>); null in REST tokens.</param>
/// <param name="CloseOnExpiry">Writes <c>asrs.s.coae</c> and <c>asrs.s.aeo</c>: the service closes the connection at <paramref name="ExpiresAt"/> and lets the client reconnect.</param>
internal readonly record struct TokenClaims(string Audience, long IssuedAt, long ExpiresAt, string? UserId = null, bool CloseOnExpiry = false);
