using System.Text.Json.Serialization;

namespace SignalREmulator.DataPlane;

/// <summary>The bodies of the data plane. Fields without a value are left out.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ErrorDetail))]
[JsonSerializable(typeof(ServiceResponse))]
[JsonSerializable(typeof(TokenResponse))]
[JsonSerializable(typeof(AccessKeyResponse))]
[JsonSerializable(typeof(ConnectionPage))]
internal sealed partial class DataPlaneJson : JsonSerializerContext;

internal sealed record ErrorDetail(string Code, string Message, string? Target = null);

/// <summary>The optional body of a successful call. Of the service's fields only these are set here.</summary>
internal sealed record ServiceResponse(string? Code = null, string? Level = null, string? Scope = null, string? ErrorKind = null, string? Message = null, bool? IsSuccess = null)
{
    public static readonly ServiceResponse Done = new(IsSuccess: true);

    public static readonly ServiceResponse UserNotConnected =
        new("Warning.User.NotExisted", "Warning", "User", "NotExisted", "The user has no open connection; later ones will join.", IsSuccess: true);

    public static readonly ServiceResponse NoSuchConnection =
        new("Warning.Connection.NotExisted", "Warning", "Connection", "NotExisted", "There is no such connection.", IsSuccess: true);
}

internal sealed record TokenResponse(string Token);

/// <summary>The only answer of the service that is not in camel case.</summary>
internal sealed record AccessKeyResponse([property: JsonPropertyName("KeyId")] string KeyId, [property: JsonPropertyName("AccessKey")] string AccessKey);

internal sealed record ConnectionPage(IReadOnlyList<GroupConnection> Value, string? NextLink);

internal sealed record GroupConnection(string ConnectionId, string? UserId);
