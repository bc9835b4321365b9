using System.Diagnostics;
using Bench.Measuring;

namespace Bench.Load;

/// <summary>Negotiations as clients make them: with a bearer token of IdentityEmulator, another user each time, without retries.</summary>
/// <param name="AtOnce">The number of callers; each sends its next request as soon as it has an answer.</param>
/// <param name="ServerProcessIds">The API's and the emulator's.</param>
internal sealed record NegotiationJob(Target.System System, int AtOnce, TimeSpan WarmUp, TimeSpan Time, int[] ServerProcessIds) : Job<NegotiationResult>
{
    protected override async Task<NegotiationResult> MeasureAsync(LoadContext context, CancellationToken cancellationToken)
    {
        var users = context.UsersOf(System);
        var next = 0;
        var answered = 0;
        var stop = false;
        var callers = Enumerable.Range(0, AtOnce).Select(_ => CallAsync()).ToArray();
        await Task.Delay(WarmUp, cancellationToken);
        var (from, server, client, before) = (Stopwatch.GetTimestamp(), ProcessUsage.Of(ServerProcessIds), ProcessUsage.OfThis(), Volatile.Read(ref answered));
        await Task.Delay(Time, cancellationToken);
        var (to, serverThen, clientThen, after) = (Stopwatch.GetTimestamp(), ProcessUsage.Of(ServerProcessIds), ProcessUsage.OfThis(), Volatile.Read(ref answered));
        Volatile.Write(ref stop, true);
        await Task.WhenAll(callers);

        var count = after - before;
        return new(
            count / Stopwatch.GetElapsedTime(from, to).TotalSeconds,
            (serverThen.Cpu - server.Cpu).TotalMicroseconds / count,
            (clientThen.Cpu - client.Cpu).TotalMicroseconds / count);

        async Task CallAsync()
        {
            while (!Volatile.Read(ref stop))
            {
                using var request = await users.RequestAsync(Interlocked.Increment(ref next), HttpMethod.Post, "api/negotiate", cancellationToken);
                using var response = await users.Http.SendAsync(request, cancellationToken);
                response.EnsureSuccessStatusCode();
                Interlocked.Increment(ref answered);
            }
        }
    }
}

/// <param name="ServerMicroseconds">CPU time of API and emulator per negotiation.</param>
/// <param name="ClientMicroseconds">CPU time of the callers per negotiation.</param>
internal sealed record NegotiationResult(double PerSecond, double ServerMicroseconds, double ClientMicroseconds);
