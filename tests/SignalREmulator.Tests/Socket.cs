using System.Net;
using System.Net.WebSockets;

namespace SignalREmulator.Tests;

/// <summary>A WebSocket for a negotiated connection. Only the status of the answer matters.</summary>
internal sealed class Socket(string connectionToken, string hub = "calendar") : IDisposable
{
    private readonly ClientWebSocket socket = new();

    public async Task<HttpStatusCode> ConnectAsync(RunningEmulator emulator)
    {
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("Authorization", $"Bearer {emulator.ClientToken(hub)}");
        try
        {
            var address = emulator.ClientAudience(hub).Replace("http:", "ws:", StringComparison.Ordinal);
            await socket.ConnectAsync(new Uri($"{address}&id={Uri.EscapeDataString(connectionToken)}"), TestContext.Current.CancellationToken).Soon();
        }
        catch (WebSocketException)
        {
            // The status has the reason.
        }

        return socket.HttpStatusCode;
    }

    public void Dispose() => socket.Dispose();
}
