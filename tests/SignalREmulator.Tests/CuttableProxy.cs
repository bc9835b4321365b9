using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace SignalREmulator.Tests;

/// <summary>A network between a client and the emulator that can be cut, and that goes on when it is asked again.</summary>
internal sealed class CuttableProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<TcpClient> open = [];
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

    /// <summary>Breaks every connection there is. New ones are let through.</summary>
    public void Cut()
    {
        while (open.TryTake(out var client))
        {
            // Reset, not closed: a network says no goodbye.
            client.LingerState = new LingerOption(enable: true, seconds: 0);
            client.Close();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (accepting.IsCompleted)
            return;
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
                var near = await listener.AcceptTcpClientAsync(stopped.Token);
                var far = new TcpClient();
                await far.ConnectAsync(IPAddress.Loopback, target, stopped.Token);
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

    private static async Task PipeAsync(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream());
            to.Client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            from.Close();
            to.Close();
        }
    }
}
