using System.Text.Json;
using System.Text.Json.Serialization;

namespace CalendarClient;

/// <summary>Reads and writes a page of changes: one array for each of the kinds.</summary>
internal sealed class ChangesPageConverter(EntityKinds kinds) : JsonConverter<ChangesPage>
{
    /// <summary>For the attribute of <see cref="ChangesPage"/>.</summary>
    public ChangesPageConverter()
        : this(EntityKinds.All)
    {
    }

    public override ChangesPage Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var page = JsonDocument.ParseValue(ref reader);
        var frame = page.Deserialize(WireJson.Default.ChangesFrame) ?? throw new JsonException("A page of changes must be an object.");
        var items = new List<ChangedEntity>();
        foreach (var kind in kinds)
        {
            // A service that is older than this client does not have the kind.
            if (page.RootElement.TryGetProperty(kind.Plural, out var list))
            {
                items.AddRange(list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Select(kind.Read) : throw new JsonException($"'{kind.Plural}' must be an array."));
            }
        }

        return new() { Epoch = frame.Epoch, From = frame.From, To = frame.To, Head = frame.Head, Next = frame.Next, More = frame.More, Items = items };
    }

    public override void Write(Utf8JsonWriter writer, ChangesPage value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("epoch", value.Epoch);
        writer.WriteNumber("from", value.From);
        writer.WriteNumber("to", value.To);
        writer.WriteNumber("head", value.Head);
        writer.WriteString("next", value.Next);
        writer.WriteBoolean("more", value.More);
        foreach (var kind in kinds)
        {
            writer.WriteStartArray(kind.Plural);
            foreach (var changed in value.Items.Where(item => item.Key.Kind == kind))
            {
                kind.Write(writer, changed);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }
}

/// <summary>A page of changes without its items.</summary>
internal sealed record ChangesFrame
{
    public required string Epoch { get; init; }

    public required long From { get; init; }

    public required long To { get; init; }

    public required long Head { get; init; }

    public required string Next { get; init; }

    public bool More { get; init; }
}
