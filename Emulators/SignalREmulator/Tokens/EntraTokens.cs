using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace SignalREmulator.Tokens;

/// <summary>Checks tokens of Entra ID for the service's own audience. Roles are not looked at: whoever gets such a token may call everything.</summary>
internal sealed class EntraTokens(IOptions<EmulatorOptions> options, EntraMetadata metadata, TimeProvider time)
{
    /// <summary>The audience behind the scope <c>https://signalr.azure.com/.default</c>.</summary>
    public const string ServiceAudience = "https://signalr.azure.com";

    private readonly JsonWebTokenHandler handler = new();

    /// <summary>True when the token is to be judged by <see cref="RefuseAsync"/>. Reading the audience decides nothing else.</summary>
    public bool Concerns(string text) =>
        !string.IsNullOrEmpty(options.Value.Entra.Authority) && handler.CanReadToken(text) && TryRead(text)?.Audiences.Any(IsService) == true;

    /// <returns>Why the token is refused, or null when it is good.</returns>
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
        // A multi-tenant authority names its issuer with a placeholder for the token's own tenant.
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
            // Three dotted parts that are no token: the key-signed path says so.
            return null;
        }
    }
}
