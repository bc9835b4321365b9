using System.Text.Json.Serialization;

namespace SignalRService;

/// <param name="Code">The service's word for what is wrong.</param>
internal sealed record ErrorDetail(string? Code, string? Message);

/// <param name="KeyId">What tokens signed with it carry as <c>kid</c>.</param>
internal sealed record TemporaryKey(string? KeyId, string? AccessKey);

/// <param name="NextLink">Where the next page is; null on the last.</param>
internal sealed record GroupConnectionPage(IReadOnlyList<GroupMember>? Value, string? NextLink);

internal sealed record GroupMember(string? ConnectionId, string? UserId);

[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(ErrorDetail))]
[JsonSerializable(typeof(TemporaryKey))]
[JsonSerializable(typeof(GroupConnectionPage))]
internal sealed partial class ServiceJson : JsonSerializerContext;
