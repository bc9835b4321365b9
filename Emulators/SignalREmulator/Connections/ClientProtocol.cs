using System.Buffers;
using System.Text.Json;
using MessagePack;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace SignalREmulator.Connections;

/// <summary>A hub protocol a client may speak, and the frames that never differ.</summary>
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

    /// <exception cref="InvalidDataException">The bytes are not of this protocol.</exception>
    public bool TryParse(ref ReadOnlySequence<byte> input, out HubMessage? message)
    {
        try
        {
            return protocol.TryParseMessage(ref input, NothingToBind.Instance, out message);
        }
        catch (Exception exception) when (exception is JsonException or MessagePackSerializationException or EndOfStreamException or OverflowException)
        {
            // The protocols turn most of these into InvalidDataException themselves, but not all.
            throw new InvalidDataException("The client sent what is no message of its protocol.", exception);
        }
    }
}
