using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using SignalREmulator.DataPlane;

namespace SignalREmulator.Tokens;

/// <summary>Admits a REST call whose token is signed by one of our keys for exactly this address, or issued by Entra ID for the service.</summary>
internal sealed class RestTokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, TokenVerifier verifier, EntraTokens entra)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Rest";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (BearerToken.FromHeader(Request) is not { } text)
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

        return Audience.IsRequest(token, Request) ? Accept() : AuthenticateResult.Fail("The token's audience is not this address.");
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var reason = (await HandleAuthenticateOnceSafeAsync()).Failure?.Message ?? "The call carries no bearer token.";
        Response.Headers.WWWAuthenticate = "Bearer";
        await new DataPlaneError(StatusCodes.Status401Unauthorized, "Unauthorized", reason).ExecuteAsync(Context);
    }

    private AuthenticateResult Accept() => AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(Scheme.Name)), Scheme.Name));
}
