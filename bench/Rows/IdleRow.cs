using Bench.Load;
using Bench.Measuring;
using Bench.Peers;
using Bench.Reporting;

namespace Bench.Rows;

/// <summary>The cost of idle connections. Each round has new servers, because memory that an earlier round had released would be reused unnoticed.</summary>
internal sealed class IdleRow : IRow
{
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(0.7);

    public string Name => "idle";

    public string Title => "memory of an idle connection";

    public async Task RunAsync(RowContext context, CancellationToken cancellationToken)
    {
        var connections = context.Scale.IdleConnections;
        var figures = new RoundFigures();
        try
        {
            for (var round = 0; round < context.Scale.RoundsOfSlowRows; round++)
            {
                await MeasureAsync(Peer.Emulator, async () => await EmulatorAlone.StartAsync(cancellationToken));
                await MeasureAsync(Peer.Hub, async () => await BareHub.StartAsync(cancellationToken));
                await MeasureAsync(Peer.SocketIo, () => SocketIo.TryStartAsync(context.Report.Notes.Add, cancellationToken));

                async Task MeasureAsync(Peer peer, Func<Task<Server?>> start)
                {
                    context.Progress($"{connections} connections, round {round + 1}, {peer.Name()}");
                    await using var server = await start();
                    if (server is null)
                    {
                        return;
                    }

                    var result = await context.Load.RunAsync(new IdleJob(server.Target, connections, Settle, server.ProcessId), cancellationToken);
                    figures.Add("memory", peer, result.BytesPerConnection / 1_024);
                    figures.Add("connect", peer, result.MicrosecondsPerConnect);
                }
            }
        }
        finally
        {
            context.Add(this, $"memory of an idle connection, {connections:#,0} of them", "KiB", figures.Of("memory"));
            context.Add(this, "– server's CPU for taking one in", "µs", figures.Of("connect"));
        }
    }
}
