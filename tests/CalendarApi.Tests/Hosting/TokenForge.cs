using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CalendarApi.Tests.Hosting;

/// <summary>Tokens as the authority would sign them, and as it never would.</summary>
internal sealed class TokenForge
{
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    private readonly Uri authority;
    private readonly SigningCredentials genuine;

    public TokenForge(Uri authority, string keyFile)
    {
        this.authority = authority;
        var rsa = RSA.Create();
        rsa.ImportFromPem(File.ReadAllText(keyFile));
        var key = new RsaSecurityKey(rsa);
        key.KeyId = Base64UrlEncoder.Encode(key.ComputeJwkThumbprint());
        genuine = new(key, SecurityAlgorithms.RsaSha256);
    }

    public SigningCredentials Genuine => genuine;

    public string Issuer(Guid tenant) => $"{authority.AbsoluteUri.TrimEnd('/')}/{tenant:D}/v2.0";

    /// <summary>The claims of a good access token.</summary>
    public Dictionary<string, object> Claims(Guid tenant, Guid user, string scope)
    {
        var now = TimeProvider.System.GetUtcNow();
        return new()
        {
            ["iss"] = Issuer(tenant),
            ["aud"] = CalendarSystem.ClientId,
            ["tid"] = tenant.ToString("D"),
            ["oid"] = user.ToString("D"),
            ["sub"] = user.ToString("N"),
            ["scp"] = scope,
            ["ver"] = "2.0",
            ["iat"] = now.ToUnixTimeSeconds(),
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.AddMinutes(30).ToUnixTimeSeconds(),
        };
    }

    public string Sign(IDictionary<string, object> claims, SigningCredentials? credentials = null) =>
        Handler.CreateToken(new SecurityTokenDescriptor { Claims = claims, SigningCredentials = credentials ?? genuine });

    /// <summary>A good token, but for what <paramref name="change"/> does to its claims.</summary>
    public string Sign(Guid tenant, Guid user, string scope, Action<Dictionary<string, object>>? change = null, SigningCredentials? credentials = null)
    {
        var claims = Claims(tenant, user, scope);
        change?.Invoke(claims);
        return Sign(claims, credentials);
    }
}
