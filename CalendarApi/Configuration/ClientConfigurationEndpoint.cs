using CalendarApi.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace CalendarApi.Configuration;

internal static class ClientConfigurationEndpoint
{
    public static void MapClientConfiguration(this IEndpointRouteBuilder routes) => routes.MapGet("/api/client-configuration", Get)
        .WithName("GetClientConfiguration").WithSummary("Reads the authority, client id and scopes for the sign-in.").WithTags("Configuration")
        .AllowAnonymous();

    private static Ok<ClientConfigurationJson> Get(IOptions<IdentityOptions> identity) => TypedResults.Ok(new ClientConfigurationJson(
        identity.Value.Authority,
        identity.Value.ClientId,
        ["openid", "profile", "offline_access", $"api://{identity.Value.ClientId}/{Scopes.Write}"]));
}
