using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using SignalREmulator.Connections;

namespace SignalREmulator.Tokens;

/// <summary>Admits a server connection whose token is for servers of the requested hub, or issued by Entra ID for the service.</summary>
internal sealed class ServerTokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, TokenVerifier verifier, EntraTokens entra)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Server";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (BearerToken.FromHeader(Request) is not { } text || ClientRequestRules.HubOf(Context) is not { } hub)
        {
            return AuthenticateResult.NoResult();
        }

        if (entra.Concerns(text))
        {
            return await entra.RefuseAsync(text, Context.RequestAborted) is { } refusal ? AuthenticateResult.Fail(refusal) : Accept();
        }

        var (token, reason) = await verifier.VerifyAsync(text);
        if (token is null)
        {
            return AuthenticateResult.Fail(reason!);
        }

        return Audience.IsServerOf(token, hub) ? Accept() : AuthenticateResult.Fail("The token is not for servers of this hub.");
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var reason = (await HandleAuthenticateOnceSafeAsync()).Failure?.Message ?? "The request carries no bearer token.";
        Response.Headers.WWWAuthenticate = "Bearer";
        await TypedResults.Problem(reason, statusCode: StatusCodes.Status401Unauthorized).ExecuteAsync(Context);
    }

    private AuthenticateResult Accept() => AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(Scheme.Name)), Scheme.Name));
}
