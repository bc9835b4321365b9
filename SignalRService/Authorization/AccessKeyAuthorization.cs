namespace SignalRService;

/// <summary>A token for this one address, signed with the access key. Signing takes microseconds, so nothing is cached.</summary>
internal sealed class AccessKeyAuthorization(SigningKey key, TimeProvider time) : IRequestAuthorization
{
    // Long enough for clocks that differ. A leaked token is valid for one address only.
    private const long LifetimeSeconds = 600;

    public ValueTask<string> GetBearerAsync(string audience, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        return new(JwtWriter.Write(key, new TokenClaims(audience, now, now + LifetimeSeconds)));
    }

    public void Refused()
    {
    }
}
