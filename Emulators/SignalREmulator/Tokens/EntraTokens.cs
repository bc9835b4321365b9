using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace SignalREmulator.Tokens;

/// <summary>Validates tokens of Entra ID for the service's own audience. Roles are not checked: a valid token allows every call.</summary>
internal sealed class EntraTokens(IOptions<EmulatorOptions> options, EntraMetadata metadata, TimeProvider time)
{
    /// <summary>The audience behind the scope <c>https://signalr.azure.com/.default</c>.</summary>
    public const string ServiceAudience = "https://signalr.azure.com";

    private readonly JsonWebTokenHandler handler = new();

    /// <summary>True if <see cref="RefuseAsync"/> has to validate the token. Only the audience is read here.</summary>
    public bool Concerns(string text) =>
        !string.IsNullOrEmpty(options.Value.Entra.Authority) && handler.CanReadToken(text) && TryRead(text)?.Audiences.Any(IsService) == true;

    /// <returns>Why the token is refused, or null if it is valid.</returns>
    public async Task<string?> RefuseAsync(string text, CancellationToken cancellation)
    {
        var authority = await metadata.GetAsync(refresh: false, cancellation);
        var result = await ValidateAsync(text, authority);
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            result = await ValidateAsync(text, await metadata.GetAsync(refresh: true, cancellation));
        }

        return result.IsValid ? null : "The Entra ID token is not valid.";
    }

    private Task<TokenValidationResult> ValidateAsync(string text, EntraAuthority? authority) => handler.ValidateTokenAsync(text, new TokenValidationParameters
    {
        IssuerSigningKeys = authority?.Keys ?? [],
        ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
        AudienceValidator = (audiences, _, _) => audiences.Any(IsService),
        // The issuer of a multi-tenant authority has a placeholder for the token's own tenant.
        IssuerValidator = (issuer, token, _) =>
            authority is not null
            && ((JsonWebToken)token).TryGetPayloadValue<string>("tid", out var tenant)
            && issuer == authority.Issuer.Replace("{tenantid}", tenant, StringComparison.Ordinal)
                ? issuer
                : throw new SecurityTokenInvalidIssuerException("The issuer is not the configured authority."),
        LifetimeValidator = (_, expires, _, _) => expires is { } end && end + options.Value.TokenClockSkew > time.GetUtcNow().UtcDateTime,
    });

    private static bool IsService(string audience) => audience.TrimEnd('/') == ServiceAudience;

    private JsonWebToken? TryRead(string text)
    {
        try
        {
            return handler.ReadJsonWebToken(text);
        }
        catch (ArgumentException)
        {
            // Three parts separated by dots that are not a token: the check of key-signed tokens reports it.
            return null;
        }
    }
}
