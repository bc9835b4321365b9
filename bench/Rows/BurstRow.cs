using Bench.CommandLine;
using Bench.Load;
using Bench.Measuring;
using Bench.Peers;
using Bench.Reporting;

namespace Bench.Rows;

/// <summary>Ten thousand changes at once, by single writes and by an import, compared with a push per change and a full read by each client.</summary>
internal sealed class BurstRow : IRow
{
    public string Name => "burst";

    public string Title => "10,000 changes at once: pushes, convergence, bytes and CPU, against the naive pattern";

    public async Task RunAsync(RowContext context, CancellationToken cancellationToken)
    {
        var scale = context.Scale;
        if (scale.BurstOfWrites is { } writes)
        {
            await RunAsync(context, $"{writes.Changes:#,0} writes", writes, [BurstKind.Writes], cancellationToken);
        }

        await RunAsync(context, $"import of {scale.BurstOfImport.Changes:#,0}", scale.BurstOfImport, [BurstKind.Import], cancellationToken);
        await RunAsync(context, $"{scale.BurstOfNaive.Changes:#,0} writes against naive", scale.BurstOfNaive, [BurstKind.Writes, BurstKind.Naive], cancellationToken);
    }

    private async Task RunAsync(RowContext context, string burst, BurstSize size, BurstKind[] kinds, CancellationToken cancellationToken)
    {
        var figures = new RoundFigures();
        try
        {
            var system = await context.Peers.SystemAsync(cancellationToken);
            for (var round = 0; round < context.Scale.Rounds; round++)
            {
                foreach (var kind in kinds)
                {
                    context.Progress($"{burst}, {size.Clients} clients, round {round + 1}, {kind}");
                    var job = new BurstJob(kind, system.Target, system.Emulator, size.Clients, size.Changes, ProcessIds(system, kind));
                    Add(figures, kind == BurstKind.Naive ? Peer.Naive : Peer.System, await context.Load.RunAsync(job, cancellationToken));
                }
            }
        }
        finally
        {
            AddLines(context, figures, $"{burst}, {size.Clients} clients");
        }
    }

    private static void Add(RoundFigures figures, Peer peer, BurstResult result)
    {
        figures.Add("writing", peer, result.WriteSeconds);
        figures.Add("converged", peer, result.ConvergedSeconds);
        figures.Add("most", peer, result.MostPushesInASecond);
        figures.Add("pushes", peer, result.Pushes);
        figures.Add("bytes", peer, result.Bytes / 1e6);
        figures.Add("requests", peer, result.Requests);
        figures.Add("cpu", peer, result.ServerCpuSeconds);
    }

    /// <summary>The naive pattern has no worker. Our worker still pushes to the same tenant's group, which is empty then; that does not count.</summary>
    private static int[] ProcessIds(WholeSystem system, BurstKind kind) => kind == BurstKind.Naive
        ? [system.ApiProcessId, system.EmulatorProcessId]
        : [system.ApiProcessId, system.EmulatorProcessId, system.WorkerProcessId];

    private void AddLines(RowContext context, RoundFigures figures, string burst)
    {
        context.Add(
            this, $"{burst}: pushes in the worst second of any client", "pushes/s", figures.Of("most"), Budget.AtMost("≤ 6", figures.Median("most", Peer.System), 6, "0"));
        context.Add(
            this, "– last commit → last client has all", "s", figures.Of("converged"), Budget.AtMost("≤ 1 s", figures.Median("converged", Peer.System), 1, "0.00 's'"));
        context.Add(this, "– first write → last commit", "s", figures.Of("writing"));
        context.Add(this, "– pushes heard by the client that heard most", "pushes", figures.Of("pushes"));
        context.Add(this, "– bytes to all clients", "MB", figures.Of("bytes"));
        context.Add(this, "– their requests", "requests", figures.Of("requests"));
        context.Add(this, "– servers' CPU", "s", figures.Of("cpu"));
    }
}
