using System.Collections.Concurrent;
using System.Diagnostics;
using Bench.Clients;
using Bench.Measuring;

namespace Bench.Load;

/// <summary>The time from a write until each client has its push, on an idle peer: writes are far enough apart that none waits for another.</summary>
/// <param name="Primers">Writes one after another before any client connects: code that ran only a few times is not what runs in production.</param>
/// <param name="WarmUps">Writes that every client receives and that do not count.</param>
/// <param name="Apart">More than the interval within which NotificationService coalesces a tenant's changes.</param>
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

        for (var number = 0; number <= Primers; number++)
        {
            await target.WriteAsync(number, cancellationToken);
        }

        // Pushes of earlier writes, and their re-announcements, must not be taken for the measured ones.
        var known = long.MaxValue;
        await using var fleet = await Fleet.ConnectAsync(target, Clients, Hear, cancellationToken);
        Volatile.Write(ref known, await target.SettleAsync(cancellationToken));
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
            // Like any client: a position at or below its own is no news. The worker re-announces a tenant's last position.
            var before = heard[client] is { Count: > 0 } pushes ? pushes[^1].Version : Volatile.Read(ref known);
            if (push.Version <= before)
            {
                return;
            }

            heard[client].Add(push);
            // A push stands for all writes up to its version: on a busy machine two writes that come too close share one.
            if (missing.Signal((int)(push.Version - before)))
            {
                allHeard.TrySetResult();
            }
        }
    }
}
