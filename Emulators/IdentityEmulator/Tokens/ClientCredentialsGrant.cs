using IdentityEmulator.Errors;

namespace IdentityEmulator.Tokens;

/// <summary>
/// <c>grant_type=client_credentials</c> (RFC 6749 §4.4), for one resource: Azure SignalR's REST data plane,
/// so that its emulator can be called without an access key.
/// </summary>
internal sealed class ClientCredentialsGrant(TokenIssuer issuer) : ITokenGrant
{
    private const string SignalR = "https://signalr.azure.com";

    public string Type => "client_credentials";

    public Outcome<TokenAnswer> Redeem(TokenRequest request)
    {
        if (!request.HasSecret)
        {
            return EntraErrors.SecretNeeded;
        }

        if (request.Tenants.Single is not { } tenant)
        {
            return EntraErrors.TenantNeeded;
        }

        if (request.Parameters["scope"] is not { } scope)
        {
            return EntraErrors.MissingParameter("scope");
        }

        if (!string.Equals(scope, $"{SignalR}/.default", StringComparison.OrdinalIgnoreCase))
        {
            return EntraErrors.InvalidScope(scope);
        }

        return new TokenAnswer
        {
            ExpiresIn = (int)issuer.LifetimeIn(tenant).TotalSeconds,
            AccessToken = issuer.AppOnlyToken(tenant, SignalR, request.BaseUrl),
        };
    }
}
