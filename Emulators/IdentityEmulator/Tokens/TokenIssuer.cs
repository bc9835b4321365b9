using System.Security.Cryptography;
using System.Text;
using IdentityEmulator.Applications;
using IdentityEmulator.Grants;
using IdentityEmulator.Keys;
using IdentityEmulator.Metadata;
using IdentityEmulator.Tenants;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace IdentityEmulator.Tokens;

/// <summary>Writes and signs tokens with the claims of Entra's v2.0 tokens.</summary>
internal sealed class TokenIssuer(SigningKey key, CalendarApplication application, TimeProvider time, IOptions<IdentityEmulatorOptions> options)
{
    /// <summary>
    /// The audience that Entra uses if only OpenID's own scopes were requested: Microsoft Graph.
    /// Such a token can read the users here, and the calendar API refuses it.
    /// </summary>
    public const string GraphAudience = "00000003-0000-0000-c000-000000000000";

    private readonly JsonWebTokenHandler handler = new() { SetDefaultTimesOnTokenCreation = false };

    public TimeSpan LifetimeIn(Tenant tenant) => tenant.AccessTokenLifetime ?? options.Value.AccessTokenLifetime;

    public string AccessToken(Grant grant, IReadOnlyList<string> scopes, string baseUrl)
    {
        var claims = UserClaims(grant);
        claims["azp"] = application.ClientId;
        claims["azpacr"] = "0";
        claims["name"] = grant.Account.User.Name;
        claims["preferred_username"] = grant.Account.User.UserName;
        claims["scp"] = scopes.Count > 0 ? string.Join(' ', scopes) : string.Join(' ', grant.Scopes.OpenId.Order(StringComparer.Ordinal));
        return Sign(claims, scopes.Count > 0 ? application.ClientId : GraphAudience, grant.Account.Tenant, baseUrl);
    }

    public string IdToken(Grant grant, string baseUrl)
    {
        var claims = UserClaims(grant);
        if (grant.Nonce is not null)
        {
            claims["nonce"] = grant.Nonce;
        }

        if (grant.Scopes.HasProfile)
        {
            claims["name"] = grant.Account.User.Name;
            claims["preferred_username"] = grant.Account.User.UserName;
        }

        if (grant.Scopes.OpenId.Contains("email"))
        {
            claims["email"] = grant.Account.User.UserName;
        }

        return Sign(claims, application.ClientId, grant.Account.Tenant, baseUrl);
    }

    /// <summary>A token of the application itself, without a user (RFC 6749 §4.4).</summary>
    public string AppOnlyToken(Tenant tenant, string audience, string baseUrl)
    {
        // The application's own object in the tenant: a service principal, the same each time per tenant.
        var principal = StableId($"{tenant.Id} {application.ClientId}");
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["tid"] = tenant.Id.ToString(),
            ["oid"] = principal,
            ["sub"] = principal,
            ["azp"] = application.ClientId,
            ["azpacr"] = "1",
            ["idtyp"] = "app",
            ["ver"] = "2.0",
        };
        return Sign(claims, audience, tenant, baseUrl);
    }

    private Dictionary<string, object> UserClaims(Grant grant)
    {
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["tid"] = grant.Account.Tenant.Id.ToString(),
            ["oid"] = grant.Account.User.Id.ToString(),
            // Pairwise: another application would get another subject for the same user.
            ["sub"] = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.UTF8.GetBytes($"{application.ClientId} {grant.Account.User.Id}"))),
            ["ver"] = "2.0",
        };
        if (grant.Account.User.Roles.Count > 0)
        {
            claims["roles"] = grant.Account.User.Roles.ToArray();
        }

        return claims;
    }

    private string Sign(Dictionary<string, object> claims, string audience, Tenant tenant, string baseUrl)
    {
        var now = time.GetUtcNow();
        claims["uti"] = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(16));
        return handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuers.Of(baseUrl, tenant.Id),
            Audience = audience,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = (now + LifetimeIn(tenant)).UtcDateTime,
            Claims = claims,
            SigningCredentials = key.Credentials,
        });
    }

    private static string StableId(string seed) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(seed)).AsSpan(0, 16)).ToString();
}
