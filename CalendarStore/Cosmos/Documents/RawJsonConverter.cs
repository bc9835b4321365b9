using System.Text.Json;
using System.Text.Json.Serialization;

namespace CalendarStore.Cosmos.Documents;

/// <summary>A text that is JSON, written as it is: an entity's content is turned into JSON once, for both back ends.</summary>
internal sealed class RawJsonConverter : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var value = JsonDocument.ParseValue(ref reader);
        return value.RootElement.GetRawText();
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteRawValue(value, skipInputValidation: true);
}
