using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SignalREmulator.Sending;

/// <summary>An invocation in the JSON hub protocol: <c>{"type":1,"target":"reload","arguments":[…]}</c> and the record separator.</summary>
internal static class JsonFrame
{
    private const byte RecordSeparator = 0x1E;

    // What may be escaped need not be: this is a frame, not a piece of a web page.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <param name="arguments">A JSON array, already checked; it goes out as it came in, byte for byte.</param>
    public static byte[] Invocation(string target, ReadOnlySpan<byte> arguments)
    {
        var buffer = new ArrayBufferWriter<byte>(arguments.Length + target.Length + 48);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteNumber("type"u8, 1);
            writer.WriteString("target"u8, target);
            writer.WritePropertyName("arguments"u8);
            writer.WriteRawValue(arguments, skipInputValidation: true);
            writer.WriteEndObject();
        }

        buffer.Write([RecordSeparator]);
        return buffer.WrittenSpan.ToArray();
    }

    public static bool IsFrame(ReadOnlySpan<byte> bytes) => bytes is [.., RecordSeparator];
}
