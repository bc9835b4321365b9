using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using SignalREmulator.Connections;

namespace SignalREmulator.Sending;

/// <summary>An item of a stream for one client. The body of the call is the item itself, in JSON or MessagePack, or complete frames.</summary>
/// <param name="id">The id that the client gave its stream.</param>
/// <param name="completes">Whether the stream ends with this item.</param>
internal sealed class StreamItem(string id, bool completes)
{
    /// <returns>The message, or null and the error in the body.</returns>
    public OutgoingMessage? FromJson(ReadOnlyMemory<byte> body, out string? problem)
    {
        try
        {
            problem = "The body is not valid UTF-8.";
            if (!Utf8.IsValid(body.Span))
            {
                return null;
            }

            using (JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = SendBody.MaxDepth }))
            {
                problem = null;
            }

            return Message(() => JsonFrame.StreamItem(id, body.Span), () => MessagePackFrame.StreamItem(id, JsonToMessagePack.Convert(body)));
        }
        catch (JsonException exception)
        {
            problem = $"The item is not valid JSON: line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}.";
            return null;
        }
    }

    /// <inheritdoc cref="FromJson"/>
    public OutgoingMessage? FromMessagePack(ReadOnlyMemory<byte> body, out string? problem)
    {
        var item = new ReadOnlySequence<byte>(body);
        try
        {
            problem = $"The item is nested deeper than {SendBody.MaxDepth} levels, or something follows it.";
            if (!MessagePackShape.IsOneValue(item))
            {
                return null;
            }

            var json = MessagePackToJson.Convert(item);
            problem = null;
            return Message(() => JsonFrame.StreamItem(id, json.Span), () => MessagePackFrame.StreamItem(id, item));
        }
        catch (Exception exception) when (MessagePackShape.IsMalformed(exception))
        {
            problem = "The item is not MessagePack that JSON clients could be given as well.";
            return null;
        }
    }

    /// <inheritdoc cref="FromJson"/>
    public OutgoingMessage? FromFrames(ReadOnlyMemory<byte> body, out string? problem) =>
        MessagePackBody.ParseFramed(body, out problem) is { } frames ? Message(() => frames.For(ClientProtocol.Json), () => frames.For(ClientProtocol.MessagePack)) : null;

    private OutgoingMessage Message(Func<byte[]?> json, Func<byte[]?> messagePack) =>
        new(_ => Ended(json(), ClientProtocol.Json), _ => Ended(messagePack(), ClientProtocol.MessagePack));

    private byte[]? Ended(byte[]? item, ClientProtocol protocol) =>
        item is null || !completes ? item : [.. item, .. protocol.Complete(id, error: null)];
}
