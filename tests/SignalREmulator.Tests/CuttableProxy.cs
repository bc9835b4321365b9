using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Pipe = System.Net.Sockets.Socket;

namespace SignalREmulator.Tests;

/// <summary>A network between a client and the emulator. A test can cut it; new connections work again.</summary>
internal sealed class CuttableProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<Pipe> open = [];
    private readonly CancellationTokenSource stopped = new();
    private readonly int target;
    private readonly Task accepting;

    public CuttableProxy(RunningEmulator emulator)
    {
        target = new Uri(emulator.Address).Port;
        listener.Start();
        accepting = AcceptAsync();
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    /// <summary>Breaks all connections. New connections work.</summary>
    public void Cut()
    {
        // The connection is reset, not closed, as when a network breaks.
        while (open.TryTake(out var end))
        {
            end.Close(timeout: 0);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (accepting.IsCompleted)
        {
            return;
        }

        await stopped.CancelAsync();
        listener.Stop();
        await accepting;
        Cut();
        stopped.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var near = await listener.AcceptSocketAsync(stopped.Token);
                var far = new Pipe(SocketType.Stream, ProtocolType.Tcp);
                await far.ConnectAsync(new IPEndPoint(IPAddress.Loopback, target), stopped.Token);
                near.NoDelay = far.NoDelay = true;
                open.Add(near);
                open.Add(far);
                _ = PipeAsync(near, far);
                _ = PipeAsync(far, near);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It was stopped.
        }
    }

    private static async Task PipeAsync(Pipe from, Pipe to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is var received and > 0)
            {
                for (var sent = 0; sent < received;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, received - sent));
                }
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            from.Close();
            to.Close();
        }
    }
}
