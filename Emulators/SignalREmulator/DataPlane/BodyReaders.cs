using Microsoft.Net.Http.Headers;

namespace SignalREmulator.DataPlane;

/// <returns>The content, or null and the error in the body.</returns>
internal delegate T? BodyReader<out T>(ReadOnlyMemory<byte> body, out string? problem)
    where T : class;

/// <summary>The readers of a call's body, by its media type.</summary>
/// <param name="Json"><c>application/json</c>, in UTF-8.</param>
/// <param name="MessagePack"><c>application/x-msgpack</c>.</param>
/// <param name="Framed"><c>application/octet-stream</c>: a MessagePack map from hub protocols to complete frames.</param>
internal sealed record BodyReaders<T>(BodyReader<T> Json, BodyReader<T>? MessagePack = null, BodyReader<T>? Framed = null)
    where T : class
{
    public string Accepted => MessagePack is null ? "application/json in UTF-8" : "application/json in UTF-8, application/x-msgpack or application/octet-stream";

    public BodyReader<T>? For(MediaTypeHeaderValue type) => type.MediaType.Value switch
    {
        var name when Same(name, "application/json") => type.Charset.Value?.Trim('"') is not { Length: > 0 } charset || Same(charset, "utf-8") ? Json : null,
        var name when Same(name, "application/x-msgpack") => MessagePack,
        var name when Same(name, "application/octet-stream") => Framed,
        _ => null,
    };

    private static bool Same(string? one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
