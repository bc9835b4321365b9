using System.Text.Json.Serialization;
using IdentityEmulator.Errors;
using IdentityEmulator.Keys;
using IdentityEmulator.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IdentityEmulator.Metadata;

/// <summary>What a client reads first: the OpenID configuration and the keys.</summary>
internal static partial class MetadataEndpoints
{
    public static void MapMetadata(this IEndpointRouteBuilder routes)
    {
        var metadata = routes.MapGroup("").RequireCors(LoopbackCors.Policy);
        metadata.MapGet("/{tenant}/v2.0/.well-known/openid-configuration", Configuration)
            .WithName("OpenIdConfiguration").WithSummary("The authority's endpoints and issuer.");
        metadata.MapGet("/{tenant}/discovery/v2.0/keys", Keys)
            .WithName("Keys").WithSummary("The public keys of its tokens.");
        metadata.MapGet("/common/discovery/instance", Instance)
            .WithName("InstanceDiscovery").WithSummary("The hosts of this cloud.");
    }

    private static Results<JsonHttpResult<OpenIdConfiguration>, EntraErrorResult> Configuration(string tenant, SampleDirectory directory, HttpRequest request) =>
        directory.TrySelect(tenant, out var selector)
            ? TypedResults.Json(OpenIdConfiguration.For(selector, BaseUrl.Of(request)), MetadataJson.Default.OpenIdConfiguration)
            : new EntraErrorResult(EntraErrors.UnknownTenant);

    private static Results<JsonHttpResult<PublishedKeys>, EntraErrorResult> Keys(string tenant, SampleDirectory directory, SigningKey key, HttpRequest request) =>
        directory.TrySelect(tenant, out var selector)
            ? TypedResults.Json(PublishedKeys.Of(key, Issuers.Of(BaseUrl.Of(request), selector.Single?.Id)), MetadataJson.Default.PublishedKeys)
            : new EntraErrorResult(EntraErrors.UnknownTenant);

    private static JsonHttpResult<InstanceDiscovery> Instance(HttpRequest request) =>
        TypedResults.Json(InstanceDiscovery.Of(request), MetadataJson.Default.InstanceDiscovery);

    [JsonSerializable(typeof(OpenIdConfiguration))]
    [JsonSerializable(typeof(PublishedKeys))]
    [JsonSerializable(typeof(InstanceDiscovery))]
    private sealed partial class MetadataJson : JsonSerializerContext;
}
