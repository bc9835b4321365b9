using System.Net.WebSockets;
using System.Text;

namespace SignalREmulator.Tests;

/// <summary>A client of the JSON protocol that shows the received frames unchanged.</summary>
internal sealed class RawClient : IAsyncDisposable
{
    public const char RecordSeparator = '\u001e';

    private readonly ClientWebSocket socket = new();
    private readonly Queue<string> frames = new();
    private readonly MemoryStream partial = new();
    private readonly byte[] buffer = new byte[64 * 1024];

    public static async Task<RawClient> ConnectAsync(RunningEmulator emulator, string hub, string? user = null, Action<Dictionary<string, object?>>? claims = null)
    {
        var client = new RawClient();
        var address = emulator.ClientAudience(hub).Replace("http:", "ws:", StringComparison.Ordinal);
        await client.socket.ConnectAsync(new Uri($"{address}&access_token={emulator.ClientToken(hub, user, claims)}"), TestContext.Current.CancellationToken).Soon();
        return client;
    }

    public static async Task<RawClient> OpenAsync(RunningEmulator emulator, string hub, string? user = null, Action<Dictionary<string, object?>>? claims = null)
    {
        var client = await ConnectAsync(emulator, hub, user, claims);
        await client.SendAsync("""{"protocol":"json","version":1}""");
        Assert.Equal("{}", await client.FrameAsync());
        return client;
    }

    /// <summary>Connects to an emulator in another process, which has the well-known key.</summary>
    public static async Task<RawClient> OpenAsync(string address, string hub)
    {
        var client = new RawClient();
        var url = $"{address}/client/?hub={hub}";
        var token = Tokens.Sign(RunningEmulator.Key, Tokens.Claims(url, TimeProvider.System.GetUtcNow().AddHours(1)));
        await client.socket.ConnectAsync(new Uri($"{url.Replace("http:", "ws:", StringComparison.Ordinal)}&access_token={token}"), TestContext.Current.CancellationToken).Soon();
        await client.SendAsync("""{"protocol":"json","version":1}""");
        Assert.Equal("{}", await client.FrameAsync());
        return client;
    }

    public Task SendAsync(string frame) => SendUnendedAsync(frame + RecordSeparator);

    public Task SendUnendedAsync(string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken).Soon();

    /// <summary>The next frame, or null when the connection has ended.</summary>
    public async Task<string?> FrameAsync()
    {
        while (frames.Count == 0)
        {
            WebSocketReceiveResult received;
            try
            {
                received = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken).Soon();
            }
            catch (WebSocketException)
            {
                return null;
            }

            if (received.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            partial.Write(buffer, 0, received.Count);
            if (!received.EndOfMessage)
            {
                continue;
            }

            foreach (var frame in Encoding.UTF8.GetString(partial.ToArray()).Split(RecordSeparator, StringSplitOptions.RemoveEmptyEntries))
            {
                frames.Enqueue(frame);
            }

            partial.SetLength(0);
        }

        return frames.Dequeue();
    }

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        partial.Dispose();
        return ValueTask.CompletedTask;
    }
}
