using Bench.Load;
using Bench.Measuring;
using Bench.Reporting;

namespace Bench.Rows;

/// <summary>Negotiations, end to end: bearer token, membership by the emulator's REST API, client token.</summary>
internal sealed class NegotiationRow : IRow
{
    private const int AtOnce = 32;

    public string Name => "negotiation";

    public string Title => "negotiations per second against the emulator";

    public async Task RunAsync(RowContext context, CancellationToken cancellationToken)
    {
        var figures = new RoundFigures();
        try
        {
            var system = await context.Peers.SystemAsync(cancellationToken);
            for (var round = 0; round < context.Scale.Rounds; round++)
            {
                context.Progress($"round {round + 1}");
                var warmUp = round == 0 ? context.Scale.NegotiationWarmUp : context.Scale.NegotiationWarmUp / 6;
                var job = new NegotiationJob(
                    system.Target, AtOnce, warmUp, context.Scale.NegotiationTime, [system.ApiProcessId, system.EmulatorProcessId]);
                var result = await context.Load.RunAsync(job, cancellationToken);
                figures.Add("rate", Peer.System, result.PerSecond);
                figures.Add("server", Peer.System, result.ServerMicroseconds);
                figures.Add("client", Peer.System, result.ClientMicroseconds);
            }
        }
        finally
        {
            context.Add(
                this, "negotiations, callers on the same cores", "per second", figures.Of("rate"),
                Budget.AtLeast("≥ 2,000/s", figures.Median("rate", Peer.System), 2_000, "#,0'/s'"));
            context.Add(this, "– CPU of API and emulator each", "µs", figures.Of("server"));
            context.Add(this, "– CPU of the caller each", "µs", figures.Of("client"));
        }
    }
}
