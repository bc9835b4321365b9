using System.Text.Json.Serialization;

namespace IdentityEmulator.Metadata;

/// <summary>The hosts of one cloud: Microsoft's libraries ask for them before they trust an authority. Here there is only one.</summary>
internal sealed record InstanceDiscovery(
    [property: JsonPropertyName("tenant_discovery_endpoint")] string TenantDiscoveryEndpoint,
    [property: JsonPropertyName("metadata")] IReadOnlyList<InstanceMetadata> Metadata)
{
    [JsonPropertyName("api-version")]
    public string ApiVersion { get; } = "1.1";

    public static InstanceDiscovery Of(HttpRequest request) => new(
        $"{BaseUrl.Of(request)}/common/v2.0/.well-known/openid-configuration",
        [new InstanceMetadata(request.Host.Value!, request.Host.Value!, [request.Host.Value!])]);
}

internal sealed record InstanceMetadata(
    [property: JsonPropertyName("preferred_network")] string PreferredNetwork,
    [property: JsonPropertyName("preferred_cache")] string PreferredCache,
    [property: JsonPropertyName("aliases")] IReadOnlyList<string> Aliases);
