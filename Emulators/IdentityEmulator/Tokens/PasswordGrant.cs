using IdentityEmulator.Applications;
using IdentityEmulator.Errors;
using IdentityEmulator.Grants;
using IdentityEmulator.Tenants;

namespace IdentityEmulator.Tokens;

/// <summary><c>grant_type=password</c> (RFC 6749 §4.3), for tests without a browser. Every sample user has the same password.</summary>
internal sealed class PasswordGrant(SampleDirectory directory, CalendarApplication application, UserTokens tokens) : ITokenGrant
{
    public string Type => "password";

    public Outcome<TokenAnswer> Redeem(TokenRequest request)
    {
        if (request.Parameters["username"] is not { } userName)
        {
            return EntraErrors.MissingParameter("username");
        }

        if (request.Parameters["password"] is not { } password)
        {
            return EntraErrors.MissingParameter("password");
        }

        if (!RequestedScopes.Parse(request.Parameters["scope"], application).Succeeded(out var scopes, out var refusal))
        {
            return refusal;
        }

        if (directory.FindByUserName(userName) is not { } account || !request.Tenants.Admits(account.Tenant) || !application.IsPassword(password))
        {
            return EntraErrors.WrongPassword;
        }

        return tokens.For(new Grant(account, scopes), scopes, new TokenFamily(), request.BaseUrl);
    }
}
