using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using SignalREmulator.Connections;

namespace SignalREmulator.Tokens;

/// <summary>Admits a server connection whose token is for servers of the requested hub.</summary>
internal sealed class ServerTokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, TokenVerifier verifier, EntraTokens entra)
    : ServiceTokenHandler(options, logger, encoder, verifier, entra)
{
    public const string SchemeName = "Server";

    protected override string? Refuse(JsonWebToken token) =>
        ClientRequestRules.HubOf(Context) is { } hub && Audience.IsServerOf(token, hub) ? null : "The token is not for servers of this hub.";

    protected override IResult Unauthorized(string? reason) =>
        TypedResults.Problem(reason ?? "The request carries no bearer token.", statusCode: StatusCodes.Status401Unauthorized);
}
