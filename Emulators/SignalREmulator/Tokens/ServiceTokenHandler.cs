using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;

namespace SignalREmulator.Tokens;

/// <summary>Admits a server's request whose token is signed by one of our keys for its address, or issued by Entra ID for the service.</summary>
internal abstract class ServiceTokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, TokenVerifier verifier, EntraTokens entra)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <returns>The reason against a token that is signed by one of our keys; null for none.</returns>
    protected abstract string? Refuse(JsonWebToken token);

    /// <param name="reason">Null when the request has no bearer token.</param>
    protected abstract IResult Unauthorized(string? reason);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (BearerToken.FromHeader(Request) is not { } text)
        {
            return AuthenticateResult.NoResult();
        }

        return await RefusalAsync(text) is { } refusal
            ? AuthenticateResult.Fail(refusal)
            : AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(Scheme.Name)), Scheme.Name));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var reason = (await HandleAuthenticateOnceSafeAsync()).Failure?.Message;
        Response.Headers.WWWAuthenticate = "Bearer";
        await Unauthorized(reason).ExecuteAsync(Context);
    }

    private async ValueTask<string?> RefusalAsync(string text)
    {
        if (entra.Concerns(text))
        {
            return await entra.RefuseAsync(text, Context.RequestAborted);
        }

        var (token, reason) = await verifier.VerifyAsync(text);
        return token is null ? reason : Refuse(token);
    }
}
