using System.Buffers;
using MessagePack;
using SignalREmulator.Connections;

namespace SignalREmulator.Sending;

/// <summary>The bodies of a send that are not JSON.</summary>
internal static class MessagePackBody
{
    /// <summary><c>application/x-msgpack</c>: the map <c>{target, arguments}</c>. Clients of the MessagePack protocol get the arguments unchanged.</summary>
    /// <inheritdoc cref="SendBody.Parse(ReadOnlyMemory{byte}, out string?)" path="/returns"/>
    public static OutgoingMessage? Parse(ReadOnlyMemory<byte> body, out string? problem)
    {
        try
        {
            problem = $"The body is nested deeper than {SendBody.MaxDepth} levels, or something follows it.";
            return MessagePackShape.IsOneValue(new ReadOnlySequence<byte>(body)) ? ParseMap(new MessagePackReader(body), out problem) : null;
        }
        catch (Exception exception) when (MessagePackShape.IsMalformed(exception))
        {
            problem = "The body is not a MessagePack map of 'target' and 'arguments'.";
            return null;
        }
    }

    /// <summary><c>application/octet-stream</c>: a map from the name of a hub protocol to the complete frames for its clients.</summary>
    /// <inheritdoc cref="SendBody.Parse(ReadOnlyMemory{byte}, out string?)" path="/returns"/>
    public static OutgoingMessage? ParseFramed(ReadOnlyMemory<byte> body, out string? problem)
    {
        problem = "The body is not a MessagePack map of hub protocols to their frames.";
        try
        {
            if (!MessagePackShape.IsOneValue(new ReadOnlySequence<byte>(body)))
            {
                return null;
            }

            byte[]? json = null;
            byte[]? messagePack = null;
            var reader = new MessagePackReader(body);
            for (var left = reader.ReadMapHeader(); left > 0; left--)
            {
                var protocol = reader.ReadString();
                var frames = reader.ReadBytes()?.ToArray();
                if (protocol == ClientProtocol.Json.Name)
                {
                    json = frames;
                }
                else if (protocol == ClientProtocol.MessagePack.Name)
                {
                    messagePack = frames;
                }
            }

            var message = OutgoingMessage.OfFrames(json, messagePack);
            problem = message is null ? problem : null;
            return message;
        }
        catch (Exception exception) when (MessagePackShape.IsMalformed(exception))
        {
            return null;
        }
    }

    private static OutgoingMessage? ParseMap(MessagePackReader reader, out string? problem)
    {
        string? target = null;
        ReadOnlySequence<byte>? arguments = null;
        problem = null;
        for (var left = reader.ReadMapHeader(); left > 0; left--)
        {
            var name = reader.ReadString();
            if (string.Equals(name, "target", StringComparison.OrdinalIgnoreCase))
            {
                target = reader.ReadString();
            }
            else if (string.Equals(name, "arguments", StringComparison.OrdinalIgnoreCase) && reader.NextMessagePackType == MessagePackType.Array)
            {
                arguments = reader.ReadRaw();
            }
            else if (string.Equals(name, "arguments", StringComparison.OrdinalIgnoreCase) && !reader.IsNil)
            {
                problem = "'arguments' must be an array.";
                return null;
            }
            else
            {
                reader.Skip();
            }
        }

        if (string.IsNullOrEmpty(target))
        {
            problem = "'target' is required and must not be empty.";
            return null;
        }

        var raw = arguments ?? new ReadOnlySequence<byte>([MessagePackCode.MinFixArray]);
        // Converted now, while a value that JSON cannot represent can still be refused.
        var inJson = MessagePackToJson.Convert(raw);
        return new OutgoingMessage(id => JsonFrame.Invocation(target!, inJson.Span, id), id => MessagePackFrame.Invocation(target!, raw, id));
    }
}
