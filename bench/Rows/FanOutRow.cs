using Bench.Load;
using Bench.Measuring;
using Bench.Reporting;

namespace Bench.Rows;

/// <summary>How many messages per second a server can deliver to the clients of a group.</summary>
internal sealed class FanOutRow : IRow
{
    private const int Window = 16;

    public string Name => "fan-out";

    public string Title => "messages per second to the clients of one group, and what each costs the server";

    public async Task RunAsync(RowContext context, CancellationToken cancellationToken)
    {
        foreach (var clients in context.Scale.FanOutClients)
        {
            await RunAsync(context, clients, cancellationToken);
        }
    }

    private async Task RunAsync(RowContext context, int clients, CancellationToken cancellationToken)
    {
        var figures = new RoundFigures();
        try
        {
            var pushers = await context.Peers.PushersAsync(cancellationToken);
            for (var round = 0; round < context.Scale.Rounds; round++)
            {
                foreach (var (peer, (target, process)) in pushers)
                {
                    context.Progress($"{clients} clients, round {round + 1}, {peer.Name()}");
                    var warmUp = round == 0 ? context.Scale.FanOutWarmUp : context.Scale.FanOutWarmUp / 4;
                    var result = await context.Load.RunAsync(new FanOutJob(target, clients, Window, warmUp, context.Scale.FanOutTime, process), cancellationToken);
                    figures.Add("rate", peer, result.PerSecond);
                    figures.Add("server", peer, result.ServerMicroseconds);
                    figures.Add("client", peer, result.ClientMicroseconds);
                    figures.Add("together", peer, result.AtOnce);
                }
            }
        }
        finally
        {
            var ratio = 100 * figures.Ratio("rate", Peer.Emulator, Peer.Hub);
            context.Add(this, $"fan-out to {clients:#,0} clients", "messages/s", figures.Of("rate"), clients == Budget.Clients ? Budget.AtLeast("≥ 100 % of hub", ratio, 100, "0 '%'") : null);
            context.Add(this, $"– its server's CPU, {clients:#,0} clients", "µs/message", figures.Of("server"));
            context.Add(this, $"– CPU of clients and sender, {clients:#,0} clients", "µs/message", figures.Of("client"));
            context.Add(this, $"– messages received together, {clients:#,0} clients", "per receive", figures.Of("together"));
        }
    }
}
