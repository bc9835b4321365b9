using Bench.Load;
using Bench.Measuring;
using Bench.Peers;
using Bench.Reporting;

namespace Bench.Rows;

/// <summary>Write accepted → client callback in the first minute of a system, while the just-in-time compiler still works. Each round starts new servers.</summary>
internal sealed class FirstMinuteRow : IRow
{
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(260);

    public string Name => "first-minute";

    public string Title => "latency in the first minute after a start";

    public async Task RunAsync(RowContext context, CancellationToken cancellationToken)
    {
        const int clients = Budget.FewClients;
        var figures = new RoundFigures();
        try
        {
            // All rows and rounds share one load process. When this row runs alone, that process is as new as the servers, and its compiler would delay what the first round measures.
            // So it does the work of one round before anything counts.
            await MeasureAsync("warming the load process", (_, _, _) => { });
            for (var round = 0; round < context.Scale.RoundsOfSlowRows; round++)
            {
                await MeasureAsync($"round {round + 1}", figures.Add);
            }
        }
        finally
        {
            foreach (var (name, _) in Latencies.Judged)
            {
                context.Add(
                    this, $"write accepted → callback, {clients} clients, first minute, {name}", "ms", figures.Of($"accepted {name}"),
                    name == "p99" ? Budget.AtMost("≤ 2× hub", figures.Ratio($"accepted {name}", Peer.System, Peer.Hub), 2, "0.00×") : null);
            }

            foreach (var (name, _) in Latencies.Judged)
            {
                context.Add(this, $"request due → callback, {clients} clients, first minute, {name}", "ms", figures.Of($"due {name}"));
            }
        }

        async Task MeasureAsync(string round, Action<string, Peer, double> add)
        {
            context.Progress($"{round}, {Peer.System.Name()}");
            await using (var system = await WholeSystem.StartAsync(new DataFolder(), clients, cancellationToken: cancellationToken))
            {
                await context.Load.RunAsync(new SignInJob(system.Target), cancellationToken);
                await LatencyAsync(Peer.System, system.Target);
            }

            context.Progress($"{round}, {Peer.Hub.Name()}");
            await using (var hub = await BareHub.StartAsync(cancellationToken))
            {
                await LatencyAsync(Peer.Hub, hub.Target);
            }

            async Task LatencyAsync(Peer peer, Target target)
            {
                var job = new LatencyJob(target, clients, context.Scale.LatencyWrites, Primers: 0, WarmUps: 0, Apart, Seed: 0);
                var result = await context.Load.RunAsync(job, cancellationToken);
                var (fromDue, fromAccepted) = (Latencies.FromCounts(result.FromDue), Latencies.FromCounts(result.FromAccepted));
                foreach (var (name, value) in Latencies.Judged)
                {
                    add($"accepted {name}", peer, fromAccepted.Percentile(value));
                    add($"due {name}", peer, fromDue.Percentile(value));
                }
            }
        }
    }
}
