using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace SignalREmulator.Tokens;

/// <summary>Decides whether one of our keys signed a token that has not expired. <see cref="Audience"/> decides what it is valid for.</summary>
internal sealed class TokenVerifier
{
    private readonly JsonWebTokenHandler handler = new();
    private readonly TokenValidationParameters rules;

    public TokenVerifier(SigningKeys keys, IOptions<EmulatorOptions> options, TimeProvider time)
    {
        var skew = options.Value.TokenClockSkew;
        rules = new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256, SecurityAlgorithms.HmacSha512],
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            ValidateIssuer = false,
            ValidateAudience = false,
            IssuerSigningKeyResolver = (_, _, kid, _) => keys.Candidates(kid),
            // The SDK writes nbf and iat; by its comments, the service ignores them.
            LifetimeValidator = (_, expires, _, _) => expires is { } end && end + skew > time.GetUtcNow().UtcDateTime,
        };
    }

    /// <returns>The token, or null and the reason. The reason contains no value of the token.</returns>
    public async ValueTask<(JsonWebToken? Token, string? Reason)> VerifyAsync(string text)
    {
        var result = await handler.ValidateTokenAsync(text, rules);
        return result switch
        {
            { IsValid: true, SecurityToken: JsonWebToken token } => (token, null),
            { Exception: SecurityTokenInvalidLifetimeException or SecurityTokenExpiredException } => (null, "The token has expired."),
            { Exception: SecurityTokenNoExpirationException } => (null, "The token has no expiry."),
            { Exception: SecurityTokenInvalidSignatureException or SecurityTokenSignatureKeyNotFoundException } => (null, "The token is not signed with a key of this instance."),
            _ => (null, "The token is not valid."),
        };
    }
}
