using System.Text.Encodings.Web;
using System.Text.Json;

namespace CalendarApi.Wire;

/// <summary>How messages are serialized.</summary>
internal static class WireFormat
{
    /// <summary>Text is not escaped as \u: bodies are application/json with nosniff and never part of a page.</summary>
    public static readonly WireJson Json = new(new JsonSerializerOptions(WireJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
