using System.Buffers;
using System.Net;
using System.Net.WebSockets;
using Microsoft.Azure.SignalR.Protocol;

namespace SignalREmulator.Tests.ServerConnections;

/// <summary>A server connection that a test uses message by message. Microsoft's protocol package writes and reads the messages.</summary>
internal sealed class ServiceSocket : IDisposable
{
    public const int Weak = 2;

    private static readonly ServiceProtocol Protocol = new();

    private readonly ClientWebSocket socket = new();
    private readonly byte[] chunk = new byte[16 * 1024];
    private byte[] unread = [];

    public static async Task<ServiceSocket> OpenAsync(RunningEmulator emulator, string hub = "calendar")
    {
        var server = await ConnectAsync(emulator, hub);
        await server.SendAsync(new HandshakeRequestMessage(Protocol.Version, Weak, migrationLevel: 0));
        var answer = Assert.IsType<HandshakeResponseMessage>(await server.NextAsync());
        Assert.True(string.IsNullOrEmpty(answer.ErrorMessage), answer.ErrorMessage);
        Assert.NotNull(answer.ConnectionId);
        return server;
    }

    public static async Task<ServiceSocket> ConnectAsync(RunningEmulator emulator, string hub = "calendar")
    {
        var server = new ServiceSocket();
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await server.TryConnectAsync(emulator, $"hub={hub}", emulator.ServerToken(hub)));
        return server;
    }

    public async Task<HttpStatusCode> TryConnectAsync(RunningEmulator emulator, string query, string? token)
    {
        socket.Options.CollectHttpResponseDetails = true;
        if (token is not null)
        {
            socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        }

        try
        {
            await socket.ConnectAsync(new Uri($"{emulator.Address.Replace("http:", "ws:", StringComparison.Ordinal)}/server/?{query}"), TestContext.Current.CancellationToken).Soon();
        }
        catch (WebSocketException)
        {
            // The status has the reason.
        }

        return socket.HttpStatusCode;
    }

    public Task SendAsync(params ServiceMessage[] messages) => SendBytesAsync([.. messages.SelectMany(message => Protocol.GetMessageBytes(message).ToArray())]);

    public Task SendBytesAsync(byte[] bytes) => socket.SendAsync(bytes, WebSocketMessageType.Binary, endOfMessage: true, TestContext.Current.CancellationToken).Soon();

    /// <summary>The next message, or null when the connection has ended.</summary>
    public async Task<ServiceMessage?> NextAsync()
    {
        while (true)
        {
            var sequence = new ReadOnlySequence<byte>(unread);
            if (Protocol.TryParseMessage(ref sequence, out var message))
            {
                unread = sequence.ToArray();
                return message;
            }

            WebSocketReceiveResult received;
            try
            {
                received = await socket.ReceiveAsync(chunk, TestContext.Current.CancellationToken).Soon();
            }
            catch (WebSocketException)
            {
                return null;
            }

            if (received.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            unread = [.. unread, .. chunk.AsSpan(0, received.Count)];
        }
    }

    public void Dispose() => socket.Dispose();
}
