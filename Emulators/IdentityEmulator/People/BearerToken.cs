using System.Net.Http.Headers;
using IdentityEmulator.Applications;
using IdentityEmulator.Keys;
using IdentityEmulator.Metadata;
using IdentityEmulator.Tenants;
using IdentityEmulator.Tokens;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace IdentityEmulator.People;

/// <summary>The account of a request's bearer token: a user's access token of this emulator, validated as in any API.</summary>
internal sealed class BearerToken(SigningKey key, CalendarApplication application, SampleDirectory directory, TimeProvider time)
{
    private readonly JsonWebTokenHandler handler = new();

    public async Task<Account?> FindCallerAsync(HttpRequest request)
    {
        if (!AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header)
            || !string.Equals(header.Scheme, "Bearer", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var result = await handler.ValidateTokenAsync(header.Parameter ?? "", new TokenValidationParameters
        {
            IssuerSigningKey = key.Public,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            ValidAudiences = [application.ClientId, TokenIssuer.GraphAudience],
            ValidIssuers = directory.Tenants.Select(tenant => Issuers.Of(BaseUrl.Of(request), tenant.Id)),
            LifetimeValidator = (notBefore, expires, _, _) => IsCurrent(notBefore, expires),
        });
        // An id token has the same audience as an access token of this registration, but grants nothing.
        if (!result.IsValid || !result.Claims.ContainsKey("scp"))
        {
            return null;
        }

        return Guid.TryParse(result.Claims["oid"] as string, out var user) && directory.FindById(user) is { } account
            && string.Equals(result.Claims["tid"] as string, account.Tenant.Id.ToString(), StringComparison.Ordinal)
            ? account
            : null;
    }

    private bool IsCurrent(DateTime? notBefore, DateTime? expires)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return notBefore <= now && now < expires;
    }
}
