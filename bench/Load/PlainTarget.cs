using System.Globalization;
using Bench.Clients;
using Bench.Reporting;

namespace Bench.Load;

/// <summary>The bare hub and Socket.IO: every connection is in the one group or room.</summary>
internal sealed class PlainTarget(Target.Plain target) : ILoadTarget
{
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = target.Address };
    private readonly Uri address = new UriBuilder(new Uri(target.Address, target.Peer == Peer.Hub ? "/hub" : "/socket.io/?EIO=4&transport=websocket")) { Scheme = "ws" }.Uri;

    private long lastWritten;

    public IWire Wire { get; } = target.Peer == Peer.Hub ? new SignalRWire() : new SocketIoWire();

    public Task<Uri> AdmitAsync(int client, CancellationToken cancellationToken) => Task.FromResult(address);

    public async Task<long> WriteAsync(int number, CancellationToken cancellationToken)
    {
        using var response = await http.PostAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"send?version={number}"), UriKind.Relative), content: null, cancellationToken);
        response.EnsureSuccessStatusCode();
        lastWritten = number;
        return number;
    }

    public Task<long> SettleAsync(CancellationToken cancellationToken) => Task.FromResult(lastWritten);

    public ValueTask DisposeAsync()
    {
        http.Dispose();
        return ValueTask.CompletedTask;
    }
}
