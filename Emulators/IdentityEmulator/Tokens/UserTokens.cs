using IdentityEmulator.Applications;
using IdentityEmulator.Grants;

namespace IdentityEmulator.Tokens;

/// <summary>Issues the tokens of a grant.</summary>
internal sealed class UserTokens(TokenIssuer issuer, GrantStores stores, CalendarApplication application)
{
    /// <param name="scopes">The scopes of this answer; a refresh may reduce the scopes that were granted.</param>
    public TokenAnswer For(Grant grant, RequestedScopes scopes, TokenFamily family, string baseUrl)
    {
        var narrowed = grant with { Scopes = scopes };
        var granted = scopes.GrantedTo(grant.Account.User);
        return new TokenAnswer
        {
            ExpiresIn = (int)issuer.LifetimeIn(grant.Account.Tenant).TotalSeconds,
            Scope = string.Join(' ', scopes.OpenId.Order(StringComparer.Ordinal).Concat(granted.Select(scope => $"{application.Uri}/{scope}"))),
            AccessToken = issuer.AccessToken(narrowed, granted, baseUrl),
            IdToken = scopes.HasOpenId ? issuer.IdToken(narrowed, baseUrl) : null,
            // The next refresh token keeps the full grant, but not the nonce, which belonged to the authorization request only.
            RefreshToken = grant.Scopes.HasOfflineAccess ? stores.RefreshTokens.Add(new RefreshToken(grant with { Nonce = null }, family)) : null,
        };
    }
}
