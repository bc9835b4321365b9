using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using SignalREmulator.Hubs;

namespace SignalREmulator.Tokens;

/// <summary>Issues client tokens for callers without a signing key (<c>:generateToken</c>).</summary>
internal sealed class ClientTokenIssuer(SigningKeys keys, TimeProvider time)
{
    private readonly JsonWebTokenHandler handler = new() { SetDefaultTimesOnTokenCreation = false };

    public string Issue(HubName hub, string? userId, TimeSpan lifetime, HttpRequest request)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return handler.CreateToken(new SecurityTokenDescriptor
        {
            Audience = Audience.ForClientOf(hub, request),
            IssuedAt = now,
            NotBefore = now,
            Expires = now + lifetime,
            Claims = userId is null ? null : new Dictionary<string, object>(StringComparer.Ordinal) { ["nameid"] = userId },
            SigningCredentials = new SigningCredentials(keys.Primary, SecurityAlgorithms.HmacSha256),
        });
    }
}
