using Bench.Load;

namespace Bench.Clients;

/// <summary>Many clients of one peer.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    private const int ConnectingAtOnce = 32;

    /// <summary>Well below the 30 s after which SignalR drops a silent client.</summary>
    private static readonly TimeSpan KeepAliveEvery = TimeSpan.FromSeconds(10);

    private readonly PushSocket[] sockets;
    private readonly CancellationTokenSource stopping = new();
    private readonly HttpMessageInvoker http = new(new SocketsHttpHandler { UseProxy = false });
    private Task keepingAlive = Task.CompletedTask;

    private Fleet(PushSocket[] sockets) => this.sockets = sockets;

    /// <param name="heard">Called with the client's number and its push; calls for one client do not overlap.</param>
    public static async Task<Fleet> ConnectAsync(ILoadTarget target, int clients, Action<int, Push> heard, CancellationToken cancellationToken)
    {
        var fleet = new Fleet([.. Enumerable.Range(0, clients).Select(client => new PushSocket(target.Wire, push => heard(client, push)))]);
        // From the start: when the last of ten thousand connects, the first may have been silent for too long.
        fleet.keepingAlive = fleet.KeepAliveAsync();
        try
        {
            await Parallel.ForEachAsync(
                Enumerable.Range(0, clients),
                new ParallelOptions { MaxDegreeOfParallelism = ConnectingAtOnce, CancellationToken = cancellationToken },
                async (client, cancellation) => await fleet.sockets[client].ConnectAsync(await target.AdmitAsync(client, cancellation), fleet.http, cancellation));
        }
        catch
        {
            await fleet.DisposeAsync();
            throw;
        }

        return fleet;
    }

    /// <inheritdoc cref="PushSocket.Receives"/>
    public long Receives => sockets.Sum(socket => socket.Receives);

    /// <exception cref="InvalidOperationException">A client lost its connection, so the measurement is invalid.</exception>
    public void ThrowIfAnyLeft()
    {
        var left = sockets.Where(socket => socket.Receiving.IsCompleted).ToArray();
        if (left.Length > 0)
        {
            throw new InvalidOperationException($"{left.Length} of {sockets.Length} clients lost their connection.", left[0].Receiving.Exception?.InnerException);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await keepingAlive.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var socket in sockets)
        {
            socket.Dispose();
        }

        await Task.WhenAll(sockets.Select(socket => socket.Receiving)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        http.Dispose();
        stopping.Dispose();
    }

    private async Task KeepAliveAsync()
    {
        using var timer = new PeriodicTimer(KeepAliveEvery);
        while (await timer.WaitForNextTickAsync(stopping.Token))
        {
            foreach (var socket in sockets)
            {
                await socket.KeepAliveAsync(stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
