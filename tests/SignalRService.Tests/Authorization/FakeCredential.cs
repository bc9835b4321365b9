using Azure.Core;

namespace SignalRService.Tests.Authorization;

/// <summary>Issues numbered tokens that are valid for an hour, and counts them.</summary>
public sealed class FakeCredential(TimeProvider time) : TokenCredential
{
    private int asked;

    public int Asked => asked;

    public string[] Scopes { get; private set; } = [];

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        Scopes = requestContext.Scopes;
        return new($"entra-{Interlocked.Increment(ref asked)}", time.GetUtcNow().AddHours(1));
    }

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(GetToken(requestContext, cancellationToken));
}
