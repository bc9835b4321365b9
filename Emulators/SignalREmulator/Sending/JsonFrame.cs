using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SignalREmulator.Sending;

/// <summary>
/// Frames of the JSON hub protocol, each ended by the record separator: an invocation <c>{"type":1,"target":"reload","arguments":[…]}</c>,
/// with an <c>invocationId</c> if a result is expected, and a stream's item <c>{"type":2,"invocationId":"1","item":…}</c>.
/// </summary>
internal static class JsonFrame
{
    private const byte RecordSeparator = 0x1E;

    // Optional escaping is not needed: this is a frame, not part of a web page.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <param name="arguments">A validated JSON array; it is sent unchanged, byte for byte.</param>
    public static byte[] Invocation(string target, ReadOnlySpan<byte> arguments, string? invocationId = null)
    {
        var buffer = new ArrayBufferWriter<byte>(arguments.Length + target.Length + 48);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteNumber("type"u8, 1);
            if (invocationId is not null)
            {
                writer.WriteString("invocationId"u8, invocationId);
            }

            writer.WriteString("target"u8, target);
            writer.WritePropertyName("arguments"u8);
            writer.WriteRawValue(arguments, skipInputValidation: true);
            writer.WriteEndObject();
        }

        buffer.Write([RecordSeparator]);
        return buffer.WrittenSpan.ToArray();
    }

    /// <param name="item">One validated JSON value; it is sent unchanged.</param>
    public static byte[] StreamItem(string streamId, ReadOnlySpan<byte> item)
    {
        var buffer = new ArrayBufferWriter<byte>(item.Length + streamId.Length + 48);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteNumber("type"u8, 2);
            writer.WriteString("invocationId"u8, streamId);
            writer.WritePropertyName("item"u8);
            writer.WriteRawValue(item, skipInputValidation: true);
            writer.WriteEndObject();
        }

        buffer.Write([RecordSeparator]);
        return buffer.WrittenSpan.ToArray();
    }

    /// <returns>The single invocation in a complete frame, with an id; null if it is something else.</returns>
    public static byte[]? WithId(byte[] frame, string invocationId)
    {
        try
        {
            using var document = JsonDocument.Parse(frame.AsMemory(..^1), new JsonDocumentOptions { MaxDepth = SendBody.MaxDepth });
            return document.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("type"u8, out var type) && type.ValueKind == JsonValueKind.Number && type.TryGetInt32(out var number) && number == 1
                && root.TryGetProperty("target"u8, out var target) && target.ValueKind == JsonValueKind.String
                && root.TryGetProperty("arguments"u8, out var arguments) && arguments.ValueKind == JsonValueKind.Array
                ? Invocation(JsonText.Of(target), JsonMarshal.GetRawUtf8Value(arguments), invocationId)
                : null;
        }
        // The second one is thrown where a name has half a surrogate pair.
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    // Within JSON the separator is escaped.
    public static int Count(ReadOnlySpan<byte> frames) => frames.Count(RecordSeparator);

    public static bool IsFrame(ReadOnlySpan<byte> bytes) => bytes is [.., RecordSeparator];
}
