using System.Diagnostics;
using Bench.Clients;
using Bench.Measuring;
using Bench.Samples;
using CalendarStore;

namespace Bench.Load;

/// <summary>
/// From a commit to the push in one client's hand, without the API: this process writes into the store itself, so it knows when the commit returned.
/// A push is accepted before it is heard, so this bounds the time from commit to its acceptance from above.
/// </summary>
internal sealed record CommitJob(Target.System System, string ConnectionString, int Writes, TimeSpan Apart, int Seed) : Job<LatencyResult>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    protected override async Task<LatencyResult> MeasureAsync(LoadContext context, CancellationToken cancellationToken)
    {
        using var target = System.Open(context);
        await using var connection = CalendarStoreConnection.Open(ConnectionString, TimeProvider.System);
        var tenant = new TenantId(SampleDirectory.Tenant);
        var calendar = CalendarId.Parse(SampleEvents.Calendar);
        var run = Guid.NewGuid().ToString("N")[..8];
        var pushes = new TaskCompletionSource<Push>[Writes];
        for (var number = 0; number < Writes; number++)
            pushes[number] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = (await connection.Store.GetPositionAsync(tenant, cancellationToken)).Version + 1;
        await using var fleet = await Fleet.ConnectAsync(target, 1, (_, push) => Hear(push), cancellationToken);

        var (fromStart, fromCommit) = (new Latencies(), new Latencies());
        var start = OpenLoop.After(Stopwatch.GetTimestamp(), Apart);
        var schedule = OpenLoop.Schedule(Writes, Apart, Seed);
        for (var number = 0; number < Writes; number++)
        {
            var intended = OpenLoop.After(start, schedule[number]);
            await OpenLoop.WaitUntilAsync(intended, cancellationToken);
            await connection.Store.PutEventAsync(
                tenant, calendar, EventId.Parse($"{run}-{number}"), SampleEvents.Content(number), new WriteCondition.Create(), new WriteContext("bench"), cancellationToken);
            var committed = Stopwatch.GetTimestamp();
            var push = await pushes[number].Task.WaitAsync(Patience, cancellationToken);
            fromStart.Record(push.Heard - intended);
            fromCommit.Record(push.Heard - committed);
        }

        fleet.ThrowIfAnyLeft();
        return new(fromStart.ToCounts(), fromCommit.ToCounts());

        void Hear(Push push)
        {
            for (var version = first; version <= push.Version && version < first + Writes; version++)
                pushes[version - first].TrySetResult(push);
        }
    }
}
