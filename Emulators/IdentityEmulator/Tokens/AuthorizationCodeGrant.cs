using IdentityEmulator.Errors;
using IdentityEmulator.Grants;

namespace IdentityEmulator.Tokens;

/// <summary><c>grant_type=authorization_code</c> (RFC 6749 §4.1.3 with RFC 7636 §4.5).</summary>
internal sealed class AuthorizationCodeGrant(GrantStores stores, UserTokens tokens) : ITokenGrant
{
    public string Type => "authorization_code";

    public Outcome<TokenAnswer> Redeem(TokenRequest request)
    {
        if (request.Parameters["code"] is not { } handle)
        {
            return EntraErrors.MissingParameter("code");
        }

        if (request.Parameters["redirect_uri"] is not { } redirectUri)
        {
            return EntraErrors.MissingParameter("redirect_uri");
        }

        if (request.Parameters["code_verifier"] is not { } verifier)
        {
            return EntraErrors.MissingParameter("code_verifier");
        }

        if (stores.Codes.Find(handle) is not { } code)
        {
            return EntraErrors.UnknownCode;
        }

        // Only one attempt, right or wrong, so that a verifier cannot be guessed.
        if (!code.Use.TrySpend())
        {
            code.Family.Revoke();
            return EntraErrors.SpentCode;
        }

        if (!string.Equals(code.ClientId, request.ClientId, StringComparison.Ordinal) || !request.Tenants.Admits(code.Grant.Account.Tenant))
        {
            return EntraErrors.OtherClient;
        }

        if (!string.Equals(code.RedirectUri, redirectUri, StringComparison.Ordinal))
        {
            return EntraErrors.RedirectMismatch;
        }

        if (!Pkce.Matches(verifier, code.Challenge))
        {
            return EntraErrors.WrongVerifier;
        }

        return tokens.For(code.Grant, code.Grant.Scopes, code.Family, request.BaseUrl);
    }
}
