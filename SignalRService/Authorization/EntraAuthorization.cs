using Azure.Core;

namespace SignalRService;

/// <summary>A Microsoft Entra token for the scope <c>https://signalr.azure.com/.default</c>, the same for every address, renewed before it expires.</summary>
internal sealed class EntraAuthorization : IRequestAuthorization, IDisposable
{
    private static readonly TokenRequestContext Scope = new(["https://signalr.azure.com/.default"]);
    private static readonly TimeSpan RefreshBefore = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(30);

    private readonly Leased<string> token;

    public EntraAuthorization(TokenCredential credential, TimeProvider time)
    {
        token = new(FetchAsync, RetryAfter, time);

        async Task<Lease<string>> FetchAsync(CancellationToken cancellationToken)
        {
            var fetched = await credential.GetTokenAsync(Scope, cancellationToken);
            return new(fetched.Token, fetched.RefreshOn ?? fetched.ExpiresOn - RefreshBefore, fetched.ExpiresOn);
        }
    }

    public ValueTask<string> GetBearerAsync(string audience, CancellationToken cancellationToken) => token.GetAsync(cancellationToken);

    public void Refused() => token.Invalidate();

    public void Dispose() => token.Dispose();
}
