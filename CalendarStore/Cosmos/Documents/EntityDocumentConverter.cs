using System.Text.Json;
using System.Text.Json.Serialization;

namespace CalendarStore.Cosmos.Documents;

/// <summary>
/// Reads a document of which a field is damaged as far as that goes, with the reason in <see cref="EntityDocument.Damage"/>. Otherwise it would take the page
/// of a query with it, and could not be deleted.
/// </summary>
internal sealed class EntityDocumentConverter : JsonConverter<EntityDocument>
{
    public override EntityDocument? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var beginning = reader;
        try
        {
            return JsonSerializer.Deserialize(ref reader, CosmosJson.Default.EntityDocument);
        }
        catch (Exception exception) when (UnreadableEntityException.IsReason(exception))
        {
            reader = beginning;
            using var document = JsonDocument.ParseValue(ref reader);
            return Salvage(document.RootElement, exception);
        }
    }

    public override void Write(Utf8JsonWriter writer, EntityDocument value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value, CosmosJson.Default.EntityDocument);

    private static EntityDocument Salvage(JsonElement document, Exception damage) => new()
    {
        // Cosmos DB itself sees to these.
        Id = Text(document, "id") ?? throw new JsonException("A document of the calendar store has no id.", damage),
        Tenant = Text(document, "tenant") ?? "",
        StoredETag = Text(document, "_etag"),
        Version = Number(document, "version"),
        Born = Number(document, "born"),
        Revision = Text(document, "revision") ?? "",
        At = Text(document, "at") ?? "",
        By = Text(document, "by") ?? "",
        Content = Raw(document, "content"),
        CalendarContent = Raw(document, "calendarContent"),
        EventContent = Raw(document, "eventContent"),
        Size = (int?)Number(document, "size"),
        Ttl = (int?)Number(document, "ttl"),
        Damage = damage,
    };

    private static string? Text(JsonElement document, string name) =>
        document.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Number(JsonElement document, string name) =>
        document.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? (long)value.GetDouble() : null;

    private static string? Raw(JsonElement document, string name) =>
        document.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetRawText() : null;
}
