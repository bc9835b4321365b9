using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using SignalREmulator.DataPlane;

namespace SignalREmulator.Tokens;

/// <summary>Admits a REST call whose token is for exactly this address.</summary>
internal sealed class RestTokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, TokenVerifier verifier, EntraTokens entra)
    : ServiceTokenHandler(options, logger, encoder, verifier, entra)
{
    public const string SchemeName = "Rest";

    protected override string? Refuse(JsonWebToken token) => Audience.IsRequest(token, Request) ? null : "The token's audience is not this address.";

    protected override IResult Unauthorized(string? reason) =>
        new DataPlaneError(StatusCodes.Status401Unauthorized, "Unauthorized", reason ?? "The call carries no bearer token.");
}
