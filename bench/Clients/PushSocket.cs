using System.Diagnostics;
using System.Net.WebSockets;

namespace Bench.Clients;

/// <summary>One client: a WebSocket that receives pushes and notes the time. It uses little memory, because there are ten thousand.</summary>
internal sealed class PushSocket(IWire wire, Action<Push> heard) : IDisposable
{
    private const int FirstBuffer = 4 * 1024;

    private readonly ClientWebSocket socket = new();
    private byte[] buffer = new byte[FirstBuffer];
    private int held;
    private long receives;
    private volatile bool isOpen;

    /// <summary>Ends with the connection; faults if the other side, or its data, ended it.</summary>
    public Task Receiving { get; private set; } = Task.CompletedTask;

    /// <summary>The number of receives, however many messages each had.</summary>
    public long Receives => Volatile.Read(ref receives);

    public async Task ConnectAsync(Uri address, HttpMessageInvoker http, CancellationToken cancellationToken)
    {
        socket.Options.KeepAliveInterval = TimeSpan.Zero;
        await socket.ConnectAsync(address, http, cancellationToken);
        await wire.OpenAsync(socket, cancellationToken);
        Receiving = ReceiveAsync();
        isOpen = true;
    }

    public Task KeepAliveAsync(CancellationToken cancellationToken) =>
        wire.KeepAlive.IsEmpty || !isOpen ? Task.CompletedTask : SendAsync(wire.KeepAlive, cancellationToken);

    public void Dispose() => socket.Dispose();

    private Task SendAsync(ReadOnlyMemory<byte> text, CancellationToken cancellationToken) =>
        socket.SendAsync(text, WebSocketMessageType.Text, endOfMessage: true, cancellationToken).AsTask();

    private async Task ReceiveAsync()
    {
        while (true)
        {
            var result = await socket.ReceiveAsync(buffer.AsMemory(held), CancellationToken.None);
            var now = Stopwatch.GetTimestamp();
            if (result.MessageType == WebSocketMessageType.Close)
            {
                throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely, $"The server closed the connection: {socket.CloseStatus} {socket.CloseStatusDescription}");
            }

            Volatile.Write(ref receives, receives + 1);
            held += result.Count;
            var answer = TakeAll(result.EndOfMessage, now);
            if (!answer.IsEmpty)
            {
                await SendAsync(answer, CancellationToken.None);
            }

            if (held == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }
        }
    }

    private ReadOnlyMemory<byte> TakeAll(bool isWhole, long now)
    {
        var answer = default(ReadOnlyMemory<byte>);
        var taken = 0;
        while (taken < held)
        {
            var rest = buffer.AsSpan(taken, held - taken);
            var length = wire.Take(rest, isWhole, out var record);
            if (length == 0)
            {
                break;
            }

            if (record.IsPush)
            {
                heard(Push.Read(rest[..length], now));
            }

            if (!record.Answer.IsEmpty)
            {
                answer = record.Answer;
            }

            taken += length;
        }

        buffer.AsSpan(taken, held - taken).CopyTo(buffer);
        held -= taken;
        return answer;
    }
}
