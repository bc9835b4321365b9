using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace SignalREmulator.Tokens;

/// <summary>The authority's issuer and keys, fetched once, and again when a token names an unknown key, at most once a minute.</summary>
internal sealed class EntraMetadata(IHttpClientFactory http, IOptions<EmulatorOptions> options, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim fetching = new(1, 1);
    private EntraAuthority? current;

    public async Task<EntraAuthority?> GetAsync(bool refresh, CancellationToken cancellation)
    {
        if (current is { } known && !refresh)
        {
            return known;
        }

        await fetching.WaitAsync(cancellation);
        try
        {
            if (current is { } recent && time.GetUtcNow() - recent.Fetched < RefreshInterval)
            {
                return recent;
            }

            return current = await FetchAsync(cancellation);
        }
        finally
        {
            fetching.Release();
        }
    }

    public void Dispose() => fetching.Dispose();

    private async Task<EntraAuthority> FetchAsync(CancellationToken cancellation)
    {
        using var client = http.CreateClient();
        var authority = options.Value.Entra.Authority!.TrimEnd('/');
        using var document = JsonDocument.Parse(await client.GetStringAsync(new Uri($"{authority}/.well-known/openid-configuration"), cancellation));
        var issuer = document.RootElement.GetProperty("issuer").GetString()!;
        var keys = await client.GetStringAsync(new Uri(document.RootElement.GetProperty("jwks_uri").GetString()!), cancellation);
        return new EntraAuthority(issuer, JsonWebKeySet.Create(keys).GetSigningKeys(), time.GetUtcNow());
    }
}

internal sealed record EntraAuthority(string Issuer, IList<SecurityKey> Keys, DateTimeOffset Fetched);
