using System.Text.Json.Serialization;

namespace SignalRService;

/// <param name="Code">The service's error code.</param>
internal sealed record ErrorDetail(string? Code, string? Message);

/// <param name="KeyId">The <c>kid</c> of tokens that are signed with this key.</param>
internal sealed record TemporaryKey(string? KeyId, string? AccessKey);

/// <param name="NextLink">The link to the next page; null on the last page.</param>
internal sealed record GroupConnectionPage(IReadOnlyList<GroupMember>? Value, string? NextLink);

internal sealed record GroupMember(string? ConnectionId, string? UserId);

[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(ErrorDetail))]
[JsonSerializable(typeof(TemporaryKey))]
[JsonSerializable(typeof(GroupConnectionPage))]
internal sealed partial class ServiceJson : JsonSerializerContext;
