using System.Buffers;
using System.Text.Json;
using MessagePack;
using Microsoft.AspNetCore.SignalR.Protocol;
using SignalREmulator.Connections;

namespace SignalREmulator.Upstream;

/// <summary>A client's call, with its original bytes.</summary>
/// <param name="Body">The message without its framing: JSON's record separator, MessagePack's length.</param>
/// <param name="IsStream">The client requests a stream, which serverless mode does not support.</param>
internal sealed record ClientCall(string Target, string? InvocationId, ReadOnlyMemory<byte> Body, bool IsStream)
{
    private const int StreamInvocation = 4;

    /// <returns>Null if the message is not a call.</returns>
    public static ClientCall? Of(HubMessage message, ReadOnlySequence<byte> frame, ClientProtocol protocol)
    {
        // Without a hub class, calls with arguments cannot be bound, so most arrive as a binding failure, streams included.
        if (message is not (HubMethodInvocationMessage or InvocationBindingFailureMessage))
        {
            return null;
        }

        var body = protocol == ClientProtocol.Json ? frame.Slice(0, frame.Length - 1).ToArray() : Unprefixed(frame);
        var isStream = message is StreamInvocationMessage || (protocol == ClientProtocol.Json ? JsonType(body) : MessagePackType(body)) == StreamInvocation;
        return message switch
        {
            HubMethodInvocationMessage call => new ClientCall(call.Target, call.InvocationId, body, isStream),
            InvocationBindingFailureMessage call => new ClientCall(call.Target, call.InvocationId, body, isStream),
            _ => null,
        };
    }

    // Seven bits of the length per byte, the last one without its high bit.
    private static byte[] Unprefixed(ReadOnlySequence<byte> frame)
    {
        var reader = new SequenceReader<byte>(frame);
        while (reader.TryRead(out var part) && (part & 0x80) != 0)
        {
        }

        return reader.UnreadSequence.ToArray();
    }

    // SignalR's parser takes the last of several; so does this.
    private static int JsonType(byte[] body)
    {
        var type = 0;
        var reader = new Utf8JsonReader(body);
        while (reader.Read())
        {
            if (reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 } && reader.ValueTextEquals("type"u8) && reader.Read())
            {
                type = reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number) ? number : 0;
            }
            else if (reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 })
            {
                reader.Skip();
            }
        }

        return type;
    }

    private static int MessagePackType(byte[] body)
    {
        var reader = new MessagePackReader(body);
        reader.ReadArrayHeader();
        return reader.ReadInt32();
    }
}
