using Bench.Clients;
using Bench.Measuring;

namespace Bench.Load;

/// <summary>The cost of idle connections: the server's resident memory before and after they were opened.</summary>
internal sealed record IdleJob(Target Target, int Connections, TimeSpan Settle, int ServerProcessId) : Job<IdleResult>
{
    protected override async Task<IdleResult> MeasureAsync(LoadContext context, CancellationToken cancellationToken)
    {
        await using var target = Target.Open(context);

        // The first connections load code, which must not count.
        await using (await Fleet.ConnectAsync(target, 20, (_, _) => { }, cancellationToken))
        {
            await Task.Delay(Settle, cancellationToken);
        }

        var before = ProcessUsage.Of(ServerProcessId);
        await using var fleet = await Fleet.ConnectAsync(target, Connections, (_, _) => { }, cancellationToken);
        var connected = ProcessUsage.Of(ServerProcessId);
        await Task.Delay(Settle, cancellationToken);
        var after = ProcessUsage.Of(ServerProcessId);
        fleet.ThrowIfAnyLeft();
        return new(
            (after.ResidentBytes - before.ResidentBytes) / (double)Connections,
            (connected.Cpu - before.Cpu).TotalMicroseconds / Connections);
    }
}

/// <param name="BytesPerConnection">The additional resident memory, divided by their number.</param>
/// <param name="MicrosecondsPerConnect">The server's CPU time for accepting one, including what its peer needs for that.</param>
internal sealed record IdleResult(double BytesPerConnection, double MicrosecondsPerConnect);
