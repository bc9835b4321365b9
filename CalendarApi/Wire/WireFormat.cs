using System.Text.Encodings.Web;
using System.Text.Json;

namespace CalendarApi.Wire;

/// <summary>How messages are written and read.</summary>
internal static class WireFormat
{
    /// <summary>Text is written as it is, not as \u escapes: bodies are application/json with nosniff, never part of a page.</summary>
    public static readonly WireJson Json = new(new JsonSerializerOptions(WireJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
