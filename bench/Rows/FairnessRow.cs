using Bench.Load;
using Bench.Measuring;
using Bench.Reporting;
using static System.FormattableString;

namespace Bench.Rows;

/// <summary>The effect of a noisy tenant on a quiet one: its latency alone, and while another tenant of the same system changes continuously.</summary>
internal sealed class FairnessRow : IRow
{
    private const int ChangesPerMinute = 10_000;

    /// <summary>Less than a change per second each, so that the API's limits per user stay as they are.</summary>
    private const int NoisyUsers = 200;

    private const int NoisyClients = 100;

    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(260);

    public string Name => "fairness";

    public string Title => "a quiet tenant's latency, alone and while another tenant makes 10,000 changes a minute";

    public async Task RunAsync(RowContext context, CancellationToken cancellationToken)
    {
        var figures = new RoundFigures();
        try
        {
            var system = await context.Peers.SystemAsync(cancellationToken);
            context.Progress("signing in");
            await context.Load.RunAsync(new SignInJob(system.Neighbour), cancellationToken);
            var noisyTenant = system.Target with { Users = NoisyUsers };
            await using var noisy = await LoadClient.StartAsync(cancellationToken);
            await noisy.RunAsync(new SignInJob(noisyTenant), cancellationToken);
            for (var round = 0; round < context.Scale.RoundsOfSlowRows; round++)
            {
                await MeasureAsync("alone", round);
                await noisy.RunAsync(new StartNoiseJob(noisyTenant, NoisyClients, ChangesPerMinute), cancellationToken);
                await MeasureAsync("beside", round);
                figures.Add("rate", Peer.System, await noisy.RunAsync(new StopNoiseJob(), cancellationToken));
            }

            async Task MeasureAsync(string when, int round)
            {
                context.Progress($"quiet tenant, {when}, round {round + 1}");
                var primers = round == 0 && when == "alone" ? 200 : 0;
                var job = new LatencyJob(system.Neighbour, Clients: 1, context.Scale.FairnessWrites, primers, WarmUps: 2, Apart, Seed: round);
                var result = await context.Load.RunAsync(job, cancellationToken);
                // From the scheduled time: beside the noisy tenant the answer to the writer is late too, so the time from the answer to the push would look short.
                var latencies = Latencies.FromCounts(result.FromDue);
                foreach (var (name, value) in Latencies.Judged)
                {
                    figures.Add($"{when} {name}", Peer.System, latencies.Percentile(value));
                }
            }
        }
        finally
        {
            foreach (var (name, _) in Latencies.Judged)
            {
                context.Add(this, $"quiet tenant alone: request due → callback, {name}", "ms", figures.Of($"alone {name}"));
                context.Add(
                    this, Invariant($"– while another makes {ChangesPerMinute:#,0} changes a minute, {name}"), "ms", figures.Of($"beside {name}"),
                    name == "p99"
                        ? Budget.AtMost("≤ 1.5× alone", figures.Ratio($"beside {name}", $"alone {name}", Peer.System), 1.5, "0.00'× alone'")
                        : Budget.ForComparison("none", figures.Ratio($"beside {name}", $"alone {name}", Peer.System), "0.00'× alone'"));
            }

            context.Add(this, "– changes that the other reached", "per minute", figures.Of("rate"));
        }
    }
}
