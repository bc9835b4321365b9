using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CalendarClient;

/// <summary>A request's JSON, complete before it is sent: with a length, and the same bytes when the request is retried.</summary>
internal static class JsonBody
{
    public static HttpContent Of<T>(T value, JsonTypeInfo<T> typeInfo) =>
        new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(value, typeInfo))
        {
            Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") },
        };
}
