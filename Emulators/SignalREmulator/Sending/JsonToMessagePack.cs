using System.Buffers;
using System.Text.Json;
using MessagePack;

namespace SignalREmulator.Sending;

/// <summary>Converts JSON to MessagePack. Integers stay exact up to 64 bits; numbers with a fraction or an exponent, and larger ones, become doubles.</summary>
internal static class JsonToMessagePack
{
    /// <param name="json">One validated JSON value.</param>
    public static ReadOnlySequence<byte> Convert(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = SendBody.MaxDepth });
        var buffer = new ArrayBufferWriter<byte>(json.Length);
        var writer = new MessagePackWriter(buffer);
        Write(ref writer, document.RootElement);
        writer.Flush();
        return new ReadOnlySequence<byte>(buffer.WrittenMemory);
    }

    private static void Write(ref MessagePackWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteMapHeader(element.GetPropertyCount());
                foreach (var property in element.EnumerateObject())
                {
                    writer.Write(JsonText.NameOf(property));
                    Write(ref writer, property.Value);
                }

                break;
            case JsonValueKind.Array:
                writer.WriteArrayHeader(element.GetArrayLength());
                foreach (var item in element.EnumerateArray())
                {
                    Write(ref writer, item);
                }

                break;
            case JsonValueKind.String:
                writer.Write(JsonText.Of(element));
                break;
            case JsonValueKind.Number when element.TryGetInt64(out var signed):
                writer.Write(signed);
                break;
            case JsonValueKind.Number when element.TryGetUInt64(out var unsigned):
                writer.Write(unsigned);
                break;
            case JsonValueKind.Number:
                writer.Write(element.GetDouble());
                break;
            case JsonValueKind.True or JsonValueKind.False:
                writer.Write(element.GetBoolean());
                break;
            default:
                writer.WriteNil();
                break;
        }
    }
}
