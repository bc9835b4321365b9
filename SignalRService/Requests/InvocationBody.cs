using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SignalRService;

/// <summary>The body of a message: <c>{"target":"reload","arguments":[{…}]}</c>.</summary>
internal static class InvocationBody
{
    /// <summary>The largest body that the REST data plane accepts, in bytes.</summary>
    public const int MaxSize = 1024 * 1024;

    /// <exception cref="ArgumentException">The target is blank or the body over <see cref="MaxSize"/>.</exception>
    public static PooledBuffer Write<T>(string target, T argument, JsonTypeInfo<T> typeInfo)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(target);
        var buffer = new PooledBuffer();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("target"u8, target);
            json.WriteStartArray("arguments"u8);
            JsonSerializer.Serialize(json, argument, typeInfo);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.Length <= MaxSize
            ? buffer
            : throw new ArgumentException($"The message is larger than the {MaxSize} bytes that the service accepts.", nameof(argument));
    }
}
