using System.Buffers;
using System.Text.Json;
using MessagePack;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR.Protocol;
using SignalREmulator.Sending;

namespace SignalREmulator.Connections;

/// <summary>A hub protocol of clients, and its constant frames.</summary>
internal sealed class ClientProtocol
{
    public static readonly ClientProtocol Json = new(new JsonHubProtocol());
    public static readonly ClientProtocol MessagePack = new(new MessagePackHubProtocol());

    private readonly IHubProtocol protocol;

    private ClientProtocol(IHubProtocol protocol)
    {
        this.protocol = protocol;
        Ping = protocol.GetMessageBytes(PingMessage.Instance);
    }

    public string Name => protocol.Name;

    public TransferFormat Format => protocol.TransferFormat;

    public ReadOnlyMemory<byte> Ping { get; }

    public static ClientProtocol? Named(string name) =>
        name == Json.Name ? Json
        : name == MessagePack.Name ? MessagePack
        : null;

    public bool Speaks(int version) => protocol.IsVersionSupported(version);

    public ReadOnlyMemory<byte> Frame(HubMessage message) => protocol.GetMessageBytes(message);

    public ReadOnlyMemory<byte> Close(string? error, bool allowReconnect) => protocol.GetMessageBytes(new CloseMessage(error, allowReconnect));

    /// <summary>From which message on a resumed connection continues counting.</summary>
    public ReadOnlySpan<byte> Sequence(long id) => protocol.GetMessageBytes(new SequenceMessage(id)).Span;

    public ReadOnlyMemory<byte> Acknowledge(long id) => protocol.GetMessageBytes(new AckMessage(id));

    /// <summary>The number of messages in these complete frames.</summary>
    public int Count(ReadOnlySpan<byte> frames) => this == Json ? JsonFrame.Count(frames) : MessagePackFrame.Count(frames);

    /// <summary>The end of a stream, with the error if there is one.</summary>
    public byte[] Complete(string streamId, string? error) =>
        protocol.GetMessageBytes(error is null ? CompletionMessage.Empty(streamId) : CompletionMessage.WithError(streamId, error)).ToArray();

    /// <exception cref="InvalidDataException">The bytes are not of this protocol.</exception>
    public bool TryParse(ref ReadOnlySequence<byte> input, out HubMessage? message)
    {
        try
        {
            if (this == MessagePack)
            {
                RefuseDeep(input);
            }

            return protocol.TryParseMessage(ref input, NothingToBind.Instance, out message);
        }
        catch (Exception exception) when (exception is JsonException or MessagePackSerializationException or EndOfStreamException
            or OverflowException or ArgumentOutOfRangeException or FormatException or InvalidOperationException)
        {
            // The protocols turn most of these into InvalidDataException themselves, but not all. FormatException is thrown for a number such as 1e3 and for a length that is none;
            // the last one is thrown for text that is not UTF-8 or has half a surrogate pair.
            throw new InvalidDataException("The client sent what is no message of its protocol.", exception);
        }
    }

    // A result is kept as it is, and the reader skips it recursively.
    private static void RefuseDeep(ReadOnlySequence<byte> input)
    {
        if (MessagePackFrame.FirstBody(input) is not { } body)
        {
            return;
        }

        var reader = new MessagePackReader(body);
        if (!MessagePackShape.IsShallow(ref reader))
        {
            throw new InvalidDataException("The message is nested too deep.");
        }
    }
}
