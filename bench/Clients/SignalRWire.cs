using System.Net.WebSockets;

namespace Bench.Clients;

/// <summary>
/// The JSON hub protocol (ASP.NET Core SignalR HubProtocol.md): text records that end with 0x1E, several of which may share a WebSocket message.
/// <c>{"type":1,"target":"reload","arguments":[…]}</c> is a push, <c>{"type":6}</c> a ping.
/// </summary>
internal sealed class SignalRWire : IWire
{
    private const byte Separator = 0x1E;
    private static readonly byte[] Handshake = [.. "{\"protocol\":\"json\",\"version\":1}"u8, Separator];
    private static readonly byte[] Ping = [.. "{\"type\":6}"u8, Separator];

    public ReadOnlyMemory<byte> KeepAlive => Ping;

    public async Task OpenAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        await socket.SendAsync(Handshake, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);

        // Byte by byte up to its end: bytes after it belong to the receiver.
        var one = new byte[1];
        var second = (byte)0;
        for (var count = 0; ; count++)
        {
            var result = await socket.ReceiveAsync(one.AsMemory(), cancellationToken);
            if (result.MessageType == WebSocketMessageType.Close)
            {
                throw new InvalidDataException($"The server closed during the handshake: {socket.CloseStatusDescription}");
            }

            if (count == 1)
            {
                second = one[0];
            }

            if (one[0] == Separator)
            {
                break;
            }
        }

        // {} accepts, {"error":…} refuses.
        if (second != (byte)'}')
        {
            throw new InvalidDataException("The server refused the handshake.");
        }
    }

    public int Take(ReadOnlySpan<byte> bytes, bool isWhole, out Record record)
    {
        var end = bytes.IndexOf(Separator);
        record = new(IsPush: bytes.StartsWith("{\"type\":1,"u8));
        return end + 1;
    }
}
