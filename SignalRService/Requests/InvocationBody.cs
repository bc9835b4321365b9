using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SignalRService;

/// <summary>The body of a message: <c>{"target":"reload","arguments":[{…}]}</c>.</summary>
internal static class InvocationBody
{
    /// <summary>The largest body the REST data plane takes, in bytes.</summary>
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
            : throw new ArgumentException($"The message is over the {MaxSize} bytes that the service takes.", nameof(argument));
    }
}
