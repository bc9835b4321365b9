using CalendarApi.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace CalendarApi.Configuration;

internal static class ClientConfigurationEndpoint
{
    public static void MapClientConfiguration(this IEndpointRouteBuilder routes) => routes.MapGet("/api/client-configuration", Get)
        .WithName("GetClientConfiguration").WithSummary("Where to sign in, as which application, asking for which scopes.").WithTags("Configuration")
        .AllowAnonymous();

    private static Ok<ClientConfigurationJson> Get(IOptions<IdentityOptions> identity) => TypedResults.Ok(new ClientConfigurationJson(
        identity.Value.Authority,
        identity.Value.ClientId,
        ["openid", "profile", "offline_access", $"api://{identity.Value.ClientId}/{Scopes.Write}"]));
}
