using System.Collections.Concurrent;
using System.Diagnostics;
using Bench.Clients;
using Bench.Measuring;

namespace Bench.Load;

/// <summary>From a write to its push in each client's hand, on an idle peer: writes are far enough apart that none waits for another.</summary>
/// <param name="Primers">Writes one after another before any client is there: code that has run a few times only is not what runs in production.</param>
/// <param name="WarmUps">Writes that every client hears and that do not count.</param>
/// <param name="Apart">More than the interval within which NotificationService gathers a tenant's changes.</param>
internal sealed record LatencyJob(Target Target, int Clients, int Writes, int Primers, int WarmUps, TimeSpan Apart, int Seed) : Job<LatencyResult>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    protected override async Task<LatencyResult> MeasureAsync(LoadContext context, CancellationToken cancellationToken)
    {
        await using var target = Target.Open(context);
        var heard = new List<Push>[Clients];
        for (var client = 0; client < Clients; client++)
        {
            heard[client] = new(WarmUps + Writes);
        }

        using var missing = new CountdownEvent(1);
        var allHeard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        missing.AddCount(Clients * (WarmUps + Writes));

        // What is said again of earlier writes is not to be taken for one of these.
        var known = await target.WriteAsync(0, cancellationToken);
        for (var number = 1; number <= Primers; number++)
        {
            known = await target.WriteAsync(number, cancellationToken);
        }

        await using var fleet = await Fleet.ConnectAsync(target, Clients, Hear, cancellationToken);
        var writes = new ConcurrentBag<TimedWrite>();
        var schedule = OpenLoop.Schedule(WarmUps + Writes, Apart, Seed);
        var start = OpenLoop.After(Stopwatch.GetTimestamp(), Apart);
        var underWay = new List<Task>();
        for (var number = 0; number < schedule.Length; number++)
        {
            var due = OpenLoop.After(start, schedule[number]);
            await OpenLoop.WaitUntilAsync(due, cancellationToken);
            underWay.Add(WriteAsync(number, due));
        }

        await Task.WhenAll(underWay);
        if (missing.Signal())
        {
            allHeard.TrySetResult();
        }

        try
        {
            await allHeard.Task.WaitAsync(Patience, cancellationToken);
        }
        catch (TimeoutException exception)
        {
            fleet.ThrowIfAnyLeft();
            throw new TimeoutException($"{missing.CurrentCount} of {Clients * schedule.Length} pushes did not arrive within {Patience.TotalSeconds} s.", exception);
        }

        fleet.ThrowIfAnyLeft();
        return PushJoin.Of(heard, writes);

        async Task WriteAsync(int number, long due)
        {
            var version = await target.WriteAsync(Primers + 1 + number, cancellationToken);
            writes.Add(new(version, number >= WarmUps, due, Stopwatch.GetTimestamp()));
        }

        void Hear(int client, Push push)
        {
            // As any client: what is at or below what it has is no news. The worker says a tenant's last position again after a while.
            var before = heard[client] is { Count: > 0 } pushes ? pushes[^1].Version : known;
            if (push.Version <= before)
            {
                return;
            }

            heard[client].Add(push);
            // A push stands for all up to its version: two writes that came too close, on a machine that is too busy, share one.
            if (missing.Signal((int)(push.Version - before)))
            {
                allHeard.TrySetResult();
            }
        }
    }
}
