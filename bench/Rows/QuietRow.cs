using System.Globalization;
using Bench.Load;
using Bench.Measuring;
using Bench.Peers;
using Bench.Reporting;
using Bench.Samples;
using CalendarStore;
using TeamCalendars.Calendars;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace Bench.Rows;

/// <summary>The cost of NotificationService while ten thousand tenants are quiet, and its latency then.</summary>
internal sealed class QuietRow : IRow
{
    private const int SeedingAtOnce = 256;
    private const int Users = 4;
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(260);
    /// <summary>Longer than the pause before a re-announcement; a shorter look would mistake that pause for the end.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>
    /// A worker without a checkpoint announces every tenant's position, and re-announces it 5 s later. The tenants are quiet only after that.
    /// This setting re-announces sooner, to shorten the wait. It changes nothing afterwards.
    /// </summary>
    private static readonly Dictionary<string, string> WorkerSettings = new(StringComparer.Ordinal) { ["Notifications__ReannounceAfter"] = "00:00:00.500" };

    public string Name => "quiet";

    public string Title => "NotificationService's CPU with 10,000 quiet tenants, and from a commit to its push among them";

    public async Task RunAsync(RowContext context, CancellationToken cancellationToken)
    {
        var figures = new RoundFigures();
        try
        {
            context.Progress($"creating {context.Scale.QuietTenants} tenants");
            var data = new DataFolder();
            await SeedAsync(data, context.Scale.QuietTenants, cancellationToken);
            await using var system = await WholeSystem.StartAsync(data, Users, WorkerSettings, cancellationToken);
            await context.Load.RunAsync(new SignInJob(system.Target), cancellationToken);
            context.Progress("waiting until the worker has announced every tenant's position");
            await UntilQuietAsync(system.WorkerProcessId, cancellationToken);
            await Task.Delay(context.Scale.QuietSettle, cancellationToken);
            for (var round = 0; round < context.Scale.RoundsOfSlowRows; round++)
            {
                context.Progress($"quiet, round {round + 1}");
                var time = context.Scale.QuietTime / context.Scale.RoundsOfSlowRows;
                figures.Add("quiet", Peer.System, 100 * (await CpuAsync(system.WorkerProcessId, time, cancellationToken) / time));
            }

            for (var round = 0; round < context.Scale.RoundsOfSlowRows; round++)
            {
                context.Progress($"commit to push, round {round + 1}");
                var target = new Target.Store(system.Target, system.StoreConnectionString);
                var job = new LatencyJob(target, Clients: 1, context.Scale.CommitWrites, Primers: 0, WarmUps: 2, Apart, Seed: round);
                var result = await context.Load.RunAsync(job, cancellationToken);
                var (fromDue, fromCommit) = (Latencies.FromCounts(result.FromDue), Latencies.FromCounts(result.FromAccepted));
                foreach (var (name, value) in Latencies.Judged)
                {
                    figures.Add($"due {name}", Peer.System, fromDue.Percentile(value));
                    figures.Add($"commit {name}", Peer.System, fromCommit.Percentile(value));
                }
            }
        }
        finally
        {
            context.Add(
                this, $"worker's CPU, {context.Scale.QuietTenants:#,0} quiet tenants", "% of a core", figures.Of("quiet"),
                Budget.AtMost("≤ 0.5 %", figures.Median("quiet", Peer.System), 0.5, "0.00 '%'"));
            foreach (var (name, _) in Latencies.Judged)
            {
                context.Add(this, $"write to the store due → push heard by one client, {name}", "ms", figures.Of($"due {name}"));
            }

            foreach (var (name, _) in Latencies.Judged)
            {
                context.Add(this, $"commit → push heard by one client, {name}", "ms", figures.Of($"commit {name}"));
            }
        }
    }

    private static async Task<TimeSpan> CpuAsync(int process, TimeSpan time, CancellationToken cancellationToken)
    {
        var before = ProcessUsage.Of(process);
        await Task.Delay(time, cancellationToken);
        return ProcessUsage.Of(process).Cpu - before.Cpu;
    }

    private static async Task UntilQuietAsync(int process, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        while (await CpuAsync(process, Look, patience.Token) > Look / 20)
        {
        }
    }

    /// <summary>A calendar for each tenant.</summary>
    private static async Task SeedAsync(DataFolder data, int tenants, CancellationToken cancellationToken)
    {
        await using var connection = CalendarStoreConnection.Open(data.ConnectionString, TimeProvider.System);
        var content = new CalendarContent { Name = "Team", TimeZone = "Europe/Berlin" };
        await Parallel.ForEachAsync(
            Enumerable.Range(0, tenants),
            new ParallelOptions { MaxDegreeOfParallelism = SeedingAtOnce, CancellationToken = cancellationToken },
            async (number, cancellation) => await connection.Store.PutCalendarAsync(
                new TenantId(new Guid(string.Create(CultureInfo.InvariantCulture, $"eeeeeeee-5555-4555-8555-{number:x12}"))),
                CalendarId.Parse(SampleEvents.Calendar),
                content,
                new WriteCondition.Create(),
                new WriteContext("bench"),
                cancellation));
    }
}
