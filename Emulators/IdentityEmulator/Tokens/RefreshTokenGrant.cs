using IdentityEmulator.Applications;
using IdentityEmulator.Errors;
using IdentityEmulator.Grants;

namespace IdentityEmulator.Tokens;

/// <summary><c>grant_type=refresh_token</c> with rotation (RFC 6749 §6, RFC 9700 §4.14.2).</summary>
internal sealed class RefreshTokenGrant(GrantStores stores, UserTokens tokens, CalendarApplication application) : ITokenGrant
{
    public string Type => "refresh_token";

    public Outcome<TokenAnswer> Redeem(TokenRequest request)
    {
        if (request.Parameters["refresh_token"] is not { } handle)
        {
            return EntraErrors.MissingParameter("refresh_token");
        }

        if (stores.RefreshTokens.Find(handle) is not { } token)
        {
            return EntraErrors.UnknownRefreshToken;
        }

        if (!request.Tenants.Admits(token.Grant.Account.Tenant))
        {
            return EntraErrors.OtherClient;
        }

        var scopes = token.Grant.Scopes;
        if (request.Parameters["scope"] is { } narrower)
        {
            if (!RequestedScopes.Parse(narrower, application).Succeeded(out var asked, out var refusal))
            {
                return refusal;
            }

            if (!scopes.Covers(asked))
            {
                return EntraErrors.InvalidScope(narrower);
            }

            scopes = asked;
        }

        if (!token.Use.TrySpend())
        {
            token.Family.Revoke();
        }

        if (token.Family.IsRevoked)
        {
            return EntraErrors.SpentRefreshToken;
        }

        return tokens.For(token.Grant, scopes, token.Family, request.BaseUrl);
    }
}
