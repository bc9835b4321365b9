using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CalendarApi.Authentication;

/// <summary>
/// The same check as Microsoft.Identity.Web's issuer validator, for an authority on plain http, which that validator refuses:
/// a multi-tenant authority signs for every tenant with the same keys, so the issuer must be that of the token's own <c>tid</c>.
/// </summary>
internal static class IssuerRule
{
    public static IssuerValidator For(IdentityOptions options) => (issuer, token, parameters) =>
    {
        var tenant = token is JsonWebToken jwt && jwt.TryGetPayloadValue<string>(ClaimNames.Tenant, out var tid) ? tid : null;

        var expected = $"{options.Instance.TrimEnd('/')}/{tenant}/v2.0";
        var oneTenantOnly = Guid.TryParse(options.TenantId, out _) && options.TenantId != tenant;

        return Guid.TryParseExact(tenant, "D", out _) && issuer == expected && !oneTenantOnly
            ? issuer
            : throw new SecurityTokenInvalidIssuerException("The issuer is not that of the token's own tenant.");
    };
}
