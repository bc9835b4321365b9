using Bench.Load;
using Bench.Measuring;
using Bench.Reporting;
using static System.FormattableString;

namespace Bench.Rows;

/// <summary>Write accepted → client callback, on an idle system.</summary>
internal sealed class LatencyRow : IRow
{
    /// <summary>Longer than the 200 ms within which the worker coalesces changes. The same for every peer: a peer that is called more often has warmer caches.</summary>
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(260);

    public string Name => "latency";

    public string Title => "from a write to its push at every client of the tenant, idle system";

    public async Task RunAsync(RowContext context, CancellationToken cancellationToken)
    {
        foreach (var clients in context.Scale.LatencyClients)
        {
            await RunAsync(context, clients, cancellationToken);
        }
    }

    private async Task RunAsync(RowContext context, int clients, CancellationToken cancellationToken)
    {
        var figures = new RoundFigures();
        try
        {
            var system = await context.Peers.SystemAsync(cancellationToken);
            var pushers = await context.Peers.PushersAsync(cancellationToken);
            for (var round = 0; round < context.Scale.Rounds; round++)
            {
                await MeasureAsync(Peer.System, system.Target);
                foreach (var (peer, (target, _)) in pushers.Where(pusher => context.Scale.LatencyPeers.Contains(pusher.Key)))
                {
                    await MeasureAsync(peer, target);
                }

                async Task MeasureAsync(Peer peer, Target target)
                {
                    context.Progress($"{clients} clients, round {round + 1}, {peer.Name()}");
                    // The first round also runs the code for the first time: often enough that it is fully compiled.
                    var (primers, warmUps) = round == 0 ? (context.Scale.LatencyPrimers, context.Scale.LatencyWarmUps) : (0, 2);
                    var writes = clients == Budget.FewClients ? context.Scale.LatencyWritesOfFew : context.Scale.LatencyWrites;
                    var job = new LatencyJob(target, clients, writes, primers, warmUps, Apart, Seed: round);
                    var result = await context.Load.RunAsync(job, cancellationToken);
                    var (fromDue, fromAccepted) = (Latencies.FromCounts(result.FromDue), Latencies.FromCounts(result.FromAccepted));
                    foreach (var (name, value) in Latencies.Judged)
                    {
                        figures.Add($"due {name}", peer, fromDue.Percentile(value));
                        // The emulator answers after sending and does not say when it began.
                        if (peer != Peer.Emulator)
                        {
                            figures.Add($"accepted {name}", peer, fromAccepted.Percentile(value));
                        }
                    }
                }
            }
        }
        finally
        {
            foreach (var (name, _) in Latencies.Judged)
            {
                context.Add(
                    this, Invariant($"write accepted → callback, {clients:#,0} clients, {name}"), "ms", figures.Of($"accepted {name}"),
                    BudgetOf(clients, name, figures.Ratio($"accepted {name}", Peer.System, Peer.Hub)));
            }

            foreach (var (name, _) in Latencies.Judged)
            {
                context.Add(this, Invariant($"request due → callback, {clients:#,0} clients, {name}"), "ms", figures.Of($"due {name}"));
            }
        }
    }

    private static Budget? BudgetOf(int clients, string percentile, double ratio) => (clients, percentile) switch
    {
        (Budget.Clients, _) => Budget.AtMost("≤ 1× hub", ratio, 1, "0.00×"),
        (Budget.FewClients, "p50") => Budget.AtMost("≤ 1.25× hub", ratio, 1.25, "0.00×"),
        (Budget.FewClients, _) => Budget.AtMost("≤ 1.5× hub", ratio, 1.5, "0.00×"),
        _ => null,
    };
}
