using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using SignalREmulator.Tokens;

namespace SignalREmulator.DataPlane;

internal static class ClientTokenEndpoint
{
    private const int DefaultMinutes = 60;

    public static void MapClientTokens(this RouteGroupBuilder hub) =>
        hub.MapPost("/:generateToken", Generate).Since("2022-11-01").WithName("GenerateToken").WithSummary("Issues a client token.");

    private static Results<Ok<TokenResponse>, DataPlaneError> Generate(DataPlaneCall call, HttpRequest request, ClientTokenIssuer issuer)
    {
        var minutes = DefaultMinutes;
        if (request.Query["minutesToExpire"] is { Count: > 0 } asked
            && !(int.TryParse(asked[^1], NumberStyles.None, CultureInfo.InvariantCulture, out minutes) && minutes >= 1))
        {
            return DataPlaneError.Invalid("minutesToExpire", "'minutesToExpire' is a whole number of minutes, 1 at least.");
        }

        var user = request.Query["userId"] is [{ Length: > 0 } id] ? id : null;
        return TypedResults.Ok(new TokenResponse(issuer.Issue(call.HubName, user, TimeSpan.FromMinutes(minutes), request)));
    }
}
