using System.Text.Json.Serialization;

namespace NotificationService.Pushing;

/// <summary>
/// The only argument of <c>reload</c>: the tenant's position. It is a hint and has no data, so every reader of any calendar may know it.
/// Sample: <c>{"epoch":"0f6c1c2e4b7d4a5f","version":44}</c>.
/// </summary>
internal sealed record ReloadMessage(string Epoch, long Version);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ReloadMessage))]
internal sealed partial class PushJson : JsonSerializerContext;
