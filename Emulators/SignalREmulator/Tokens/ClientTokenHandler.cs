using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using SignalREmulator.Connections;

namespace SignalREmulator.Tokens;

/// <summary>Admits a client whose token is for the requested hub.</summary>
internal sealed class ClientTokenHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, TokenVerifier verifier)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Client";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (BearerToken.FromHeaderOrQuery(Request) is not { } text || ClientRequestRules.HubOf(Context) is not { } hub)
        {
            return AuthenticateResult.NoResult();
        }

        var (token, reason) = await verifier.VerifyAsync(text);
        if (token is null)
        {
            return AuthenticateResult.Fail(reason!);
        }

        if (!Audience.IsClientOf(token, hub))
        {
            return AuthenticateResult.Fail("The token is not for clients of this hub.");
        }

        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(ClientIdentity.From(token, hub, Scheme.Name)), Scheme.Name));
    }
}
