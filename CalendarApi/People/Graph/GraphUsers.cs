using System.Text.Json.Serialization;

namespace CalendarApi.People.Graph;

/// <summary>
/// A page of <c>GET /v1.0/users</c>: <c>{ "value": [ { "id": "6ea9…", "displayName": "Conf Room Adams", "mail": "Adams@contoso.com", "userPrincipalName": "Adams@contoso.com" } ] }</c>.
/// </summary>
internal sealed record GraphUsers
{
    public IReadOnlyList<GraphUser>? Value { get; init; }

    /// <summary>The address of the next page; null on the last one.</summary>
    [JsonPropertyName("@odata.nextLink")]
    public Uri? NextLink { get; init; }
}

internal sealed record GraphUser
{
    public Guid Id { get; init; }
    public string? DisplayName { get; init; }
    public string? Mail { get; init; }
    public string? UserPrincipalName { get; init; }
}

/// <summary>Members that are not named here are skipped.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(GraphUsers))]
internal sealed partial class GraphJson : JsonSerializerContext;
