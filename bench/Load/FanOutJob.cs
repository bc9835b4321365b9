using System.Diagnostics;
using Bench.Clients;
using Bench.Measuring;

namespace Bench.Load;

/// <summary>
/// How many messages per second reach clients. A fixed number of sends is in flight: the next begins when one has reached every client,
/// so no peer gains by letting messages pile up.
/// </summary>
internal sealed record FanOutJob(Target Target, int Clients, int Window, TimeSpan WarmUp, TimeSpan Time, int ServerProcessId) : Job<FanOutResult>
{
    private const int MostSends = 200_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    protected override async Task<FanOutResult> MeasureAsync(LoadContext context, CancellationToken cancellationToken)
    {
        await using var target = Target.Open(context);
        var missing = new int[MostSends];
        var reached = new TaskCompletionSource?[MostSends];
        var sent = 0;
        var stop = false;
        long delivered = 0;
        await using var fleet = await Fleet.ConnectAsync(target, Clients, Hear, cancellationToken);

        var senders = Enumerable.Range(0, Window).Select(_ => SendAsync()).ToArray();
        await Task.Delay(WarmUp, cancellationToken);
        var (from, server, client, receives, before) = (Stopwatch.GetTimestamp(), ProcessUsage.Of(ServerProcessId), ProcessUsage.OfThis(), fleet.Receives, Volatile.Read(ref delivered));
        await Task.Delay(Time, cancellationToken);
        var (to, serverThen, clientThen, receivesThen, after) = (Stopwatch.GetTimestamp(), ProcessUsage.Of(ServerProcessId), ProcessUsage.OfThis(), fleet.Receives, Volatile.Read(ref delivered));
        Volatile.Write(ref stop, true);
        await Task.WhenAll(senders);
        fleet.ThrowIfAnyLeft();

        var messages = after - before;
        return new(
            messages / Stopwatch.GetElapsedTime(from, to).TotalSeconds,
            (serverThen.Cpu - server.Cpu).TotalMicroseconds / messages,
            (clientThen.Cpu - client.Cpu).TotalMicroseconds / messages,
            (double)messages / (receivesThen - receives));

        async Task SendAsync()
        {
            while (!Volatile.Read(ref stop) && Volatile.Read(ref sent) < MostSends - Window)
            {
                var number = Interlocked.Increment(ref sent);
                var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                missing[number] = Clients;
                Volatile.Write(ref reached[number], done);
                await target.WriteAsync(number, cancellationToken);
                try
                {
                    await done.Task.WaitAsync(Patience, cancellationToken);
                }
                catch (TimeoutException exception)
                {
                    fleet.ThrowIfAnyLeft();
                    throw new TimeoutException($"Message {number} did not reach {Volatile.Read(ref missing[number])} of {Clients} clients within {Patience.TotalSeconds} s.", exception);
                }
            }
        }

        void Hear(int client, Push push)
        {
            if (Interlocked.Decrement(ref missing[push.Version]) == 0)
            {
                // Counted per complete message: a counter that every delivery writes to would be the most expensive thing in this process.
                Interlocked.Add(ref delivered, Clients);
                Volatile.Read(ref reached[push.Version])!.TrySetResult();
            }
        }
    }
}

/// <param name="PerSecond">Messages that reached a client, per second.</param>
/// <param name="ServerMicroseconds">The server's CPU time per such message.</param>
/// <param name="ClientMicroseconds">The same for the process of all clients and the sender.</param>
/// <param name="AtOnce">Messages that a client finds in one receive: each receive costs the server a system call and wakes the client.</param>
internal sealed record FanOutResult(double PerSecond, double ServerMicroseconds, double ClientMicroseconds, double AtOnce);
