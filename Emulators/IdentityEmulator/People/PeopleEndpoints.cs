using System.Text.Json.Serialization;
using IdentityEmulator.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IdentityEmulator.People;

/// <summary>The users of the caller's tenant, in the format of Microsoft Graph's <c>GET /v1.0/users</c>.</summary>
internal static partial class PeopleEndpoints
{
    public static void MapPeople(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/{tenant}/v1.0/users", List).WithName("People").WithSummary("The users of the token's tenant.").RequireCors(LoopbackCors.Policy);

    private static async Task<Results<JsonHttpResult<People>, GraphErrorResult>> List(
        string tenant, HttpRequest request, SampleDirectory directory, BearerToken bearer, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (await bearer.FindCallerAsync(request) is not { } caller)
        {
            return new GraphErrorResult(StatusCodes.Status401Unauthorized, "InvalidAuthenticationToken", "A valid access token of this emulator is required.");
        }

        // The token decides the tenant; the path must match it.
        if (!directory.TrySelect(tenant, out var selector) || !selector.Admits(caller.Tenant))
        {
            return new GraphErrorResult(StatusCodes.Status403Forbidden, "Authorization_RequestDenied", "The token belongs to another tenant.");
        }

        return TypedResults.Json(
            new People([.. caller.Tenant.Users.Select(user => new Person(user.Id, user.Name, user.UserName))]),
            PeopleJson.Default.People);
    }

    internal sealed record People([property: JsonPropertyName("value")] IReadOnlyList<Person> Value);

    internal sealed record Person(
        [property: JsonPropertyName("id")] Guid Id,
        [property: JsonPropertyName("displayName")] string DisplayName,
        [property: JsonPropertyName("userPrincipalName")] string UserPrincipalName);

    [JsonSerializable(typeof(People))]
    private sealed partial class PeopleJson : JsonSerializerContext;
}
