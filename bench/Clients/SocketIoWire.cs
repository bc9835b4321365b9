using System.Net.WebSockets;

namespace Bench.Clients;

/// <summary>
/// Socket.IO 5 over Engine.IO 4, WebSocket transport only (their "Protocol" documents). One text message per packet:
/// server <c>0{"sid":…}</c> opens, client <c>40</c> joins the default namespace, server <c>40{"sid":…}</c> confirms;
/// <c>42["reload",{…}]</c> is an event, <c>2</c> a ping that must be answered with <c>3</c>.
/// </summary>
internal sealed class SocketIoWire : IWire
{
    private static readonly byte[] Join = "40"u8.ToArray();
    private static readonly byte[] Pong = "3"u8.ToArray();

    public ReadOnlyMemory<byte> KeepAlive => default;

    public async Task OpenAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        await ExpectAsync(socket, (byte)'0', cancellationToken);
        await socket.SendAsync(Join, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        await ExpectAsync(socket, (byte)'4', cancellationToken);
    }

    public int Take(ReadOnlySpan<byte> bytes, bool isWhole, out Record record)
    {
        record = new(IsPush: bytes.StartsWith("42"u8), Answer: bytes.SequenceEqual("2"u8) ? Pong : default(ReadOnlyMemory<byte>));
        return isWhole ? bytes.Length : 0;
    }

    private static async Task ExpectAsync(WebSocket socket, byte first, CancellationToken cancellationToken)
    {
        var packet = new byte[1024];
        var result = await socket.ReceiveAsync(packet.AsMemory(), cancellationToken);
        if (!result.EndOfMessage || result.Count == 0 || packet[0] != first)
        {
            throw new InvalidDataException($"Expected a packet '{(char)first}' of the handshake.");
        }
    }
}
