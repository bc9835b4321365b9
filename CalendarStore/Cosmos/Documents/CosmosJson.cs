using System.Text.Json.Serialization;

namespace CalendarStore.Cosmos.Documents;

/// <summary>The documents' shapes. Members may be added; none may change its meaning without another <c>schema</c>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HeadDocument))]
[JsonSerializable(typeof(EntityDocument))]
[JsonSerializable(typeof(FeedDocument))]
[JsonSerializable(typeof(StoreDocument))]
internal sealed partial class CosmosJson : JsonSerializerContext;
