using Bench.Load;
using Bench.Reporting;

namespace Bench.Peers;

/// <summary>The servers that rows share, each started when the first row needs it. They keep running between rounds: warm and idle.</summary>
internal sealed class PeerSet(int users, LoadClient load, Action<string> note) : IAsyncDisposable
{
    private WholeSystem? system;
    private Server? hub;
    private Server? socketIo;
    private bool socketIoWasTried;

    /// <summary>With every user signed in.</summary>
    public async Task<WholeSystem> SystemAsync(CancellationToken cancellationToken)
    {
        if (system is null)
        {
            system = await WholeSystem.StartAsync(new DataFolder(), users, cancellationToken: cancellationToken);
            await load.RunAsync(new SignInJob(system.Target), cancellationToken);
        }

        return system;
    }

    /// <summary>The peers that only push, by column. Socket.IO is missing if it cannot be installed.</summary>
    public async Task<IReadOnlyDictionary<Peer, (Target Target, int ProcessId)>> PushersAsync(CancellationToken cancellationToken)
    {
        var whole = await SystemAsync(cancellationToken);
        hub ??= await BareHub.StartAsync(cancellationToken);
        if (!socketIoWasTried)
        {
            socketIoWasTried = true;
            socketIo = await SocketIo.TryStartAsync(note, cancellationToken);
        }

        var pushers = new Dictionary<Peer, (Target, int)>
        {
            [Peer.Emulator] = (whole.Emulator, whole.EmulatorProcessId),
            [Peer.Hub] = (hub.Target, hub.ProcessId),
        };
        if (socketIo is not null)
        {
            pushers[Peer.SocketIo] = (socketIo.Target, socketIo.ProcessId);
        }

        return pushers;
    }

    public async ValueTask DisposeAsync()
    {
        if (system is not null)
        {
            await system.DisposeAsync();
        }

        if (hub is not null)
        {
            await hub.DisposeAsync();
        }

        if (socketIo is not null)
        {
            await socketIo.DisposeAsync();
        }
    }
}
