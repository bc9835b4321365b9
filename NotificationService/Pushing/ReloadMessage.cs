using System.Text.Json.Serialization;

namespace NotificationService.Pushing;

/// <summary>
/// The one argument of <c>reload</c>: where the tenant stands. A hint, never the data, and nothing that a reader of any calendar may not know.
/// Sample: <c>{"epoch":"0f6c1c2e4b7d4a5f","version":44}</c>.
/// </summary>
internal sealed record ReloadMessage(string Epoch, long Version);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ReloadMessage))]
internal sealed partial class PushJson : JsonSerializerContext;
