using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CalendarStore.Cosmos.Documents;

internal static class DocumentJson
{
    /// <summary>Text is kept as it is: escaped, a title in Japanese would take twice the room and the request units. The client library adds types of its own.</summary>
    public static JsonSerializerOptions Format { get; } = new(CosmosJson.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new EntityDocumentConverter() },
        TypeInfoResolver = JsonTypeInfoResolver.Combine(CosmosJson.Default, new DefaultJsonTypeInfoResolver()),
    };

    public static byte[] Write<T>(T document) => JsonSerializer.SerializeToUtf8Bytes(document, Format);

    public static T Read<T>(Stream stream) =>
        JsonSerializer.Deserialize<T>(stream, Format) ?? throw new InvalidOperationException("A document of the calendar store is empty.");
}
