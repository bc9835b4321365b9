using System.Text.Json.Serialization;

namespace NotificationService;

/// <summary>
/// The one argument of <c>reload</c>: what lies in (<paramref name="Since"/>, <paramref name="Version"/>] of the tenant's changes. A hint, never the data.
/// Sample: <c>{"epoch":"e1","since":41,"version":44,"calendars":["team"],"changes":3,"origin":"tab-1"}</c>.
/// </summary>
/// <param name="Calendars">Left out when there are more than <see cref="ChangeUnion.MaxCalendars"/>.</param>
/// <param name="Changes">How many; 0 when the position is only said again.</param>
/// <param name="Origin">The client instance that made all of them; left out otherwise.</param>
internal sealed record ReloadMessage(string Epoch, long Since, long Version, IReadOnlyList<string>? Calendars, long Changes, string? Origin);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ReloadMessage))]
internal sealed partial class PushJson : JsonSerializerContext;
