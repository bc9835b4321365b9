using CalendarClient;
using CosmosFront;
using EndToEnd.Tests.Faults.Audits;
using EndToEnd.Tests.Faults.Injection;
using EndToEnd.Tests.Faults.People;
using EndToEnd.Tests.Faults.Plans;
using EndToEnd.Tests.Faults.Watching;
using EndToEnd.Tests.Hosting;

namespace EndToEnd.Tests.Faults;

/// <summary>
/// The whole system with dozens of clients, under a plan of faults. The seed determines which fault happens to which part, and when. It does not determine the timing in the
/// operating system. So a seed that has found a failure finds it again usually, but not always.
/// </summary>
public abstract class ChaosCases(ITestOutputHelper output, bool onCosmos)
{
    private const int Workers = 2;
    private const int TenantsWithWindow = 2;

    private static readonly TimeSpan UsualDuration = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan BetweenReports = TimeSpan.FromSeconds(30);

    /// <summary>The design promises 30 s; a machine that is busy with other things gets more.</summary>
    private static readonly TimeSpan ConvergencePatience = TimeSpan.FromSeconds(90);

    private static readonly DeliveryFaults LossyDeliveries = new(DropRate: 0.3, DelayRate: 0.2, DelayMinMs: 50, DelayMaxMs: 2_000);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_any_faults_every_client_equals_the_store_and_nobody_saw_anothers_data()
    {
        var settings = RunSettings.Read("CALENDAR_SOAK", UsualDuration, Environment.GetEnvironmentVariable);
        await using var front = onCosmos ? await CosmosFrontServer.StartAsync(Cancel) : null;
        var journal = new Journal(output.WriteLine);
        // The identity emulator keeps refresh tokens in memory only, so a restart of it ends the sign-in of a browser. In tenants with windows, access tokens must outlive the run.
        SampleTenant[] tenants =
            [.. Enumerable.Range(1, 5).Select(number => new SampleTenant(number, Users: 6) { TokenLifetime = !onCosmos && number <= TenantsWithWindow ? TimeSpan.FromDays(1) : TimeSpan.FromSeconds(45) })];
        await using var system = await RunningSystem.StartAsync(
            web: !onCosmos, Cancel, (builder, folder) => DirectoryFile.Use(builder, folder, tenants), Workers, front is null ? null : $"{front.ConnectionString};Database=chaos");
        using var emulator = new EmulatorFaults(system.SignalR, new() { Seed = settings.Seed, Deliveries = LossyDeliveries });
        var injector = new FaultInjector(system.Parts, emulator, journal);
        await using var crowd = await Crowd.GatherAsync(system, tenants, settings.Seed, journal, Cancel);
        await using var windows = new WatchedWindows(journal);
        if (!onCosmos)
        {
            await windows.OpenAsync(system, tenants.Take(TenantsWithWindow));
        }

        await emulator.RenewAsync(Cancel);
        var begins = new Dictionary<SampleTenant, Head>();
        foreach (var tenant in tenants)
        {
            begins[tenant] = (await crowd.ApiOf(tenant, 0).GetHeadAsync(cancellationToken: Cancel))!;
        }

        // The development server is not part of the product.
        var plan = FaultPlan.Of(settings.Seed, settings.Duration, [.. system.Parts.All.Where(part => part.Resource != "calendar-web")], ProcessTree.CanPause);
        journal.Note($"seed {settings.Seed}, {plan.Faults.Length} faults in {settings.Duration}, {crowd.Clients.Count} clients, {crowd.Writers.Count} writers");
        await DisturbAsync(plan, injector, emulator, crowd, windows, journal);

        // Until here any push may be lost, also the last ones. From now on all are delivered.
        var heads = new Dictionary<SampleTenant, Position>();
        foreach (var tenant in tenants)
        {
            heads[tenant] = (await crowd.ApiOf(tenant, 0).GetHeadAsync(cancellationToken: Cancel))!.Position();
        }

        await emulator.ChangeAsync(_ => new(), Cancel);
        var (converged, slowest) = await crowd.ConvergeAsync(heads, ConvergencePatience, Cancel);
        var changes = await AuditAsync(crowd, begins, heads, journal);
        await windows.CloseAsync(tenant => crowd.ApiOf(tenant, 0), Cancel);
        await emulator.CountAsync(Cancel);

        var figures = new ChaosFigures
        {
            Seed = settings.Seed,
            Seconds = settings.Duration.TotalSeconds,
            Faults = injector.Counts,
            Tenants = tenants.Length,
            Writers = crowd.Writers.Count,
            WritesAcknowledged = crowd.Writes.Acknowledged,
            WritesFirstUnanswered = crowd.Writes.Unknown,
            UnansweredWritesFoundDone = crowd.Writes.FoundDone,
            Changes = changes,
            Emulator = emulator.Tally.Totals,
            PushesHeard = crowd.Heard.Sum(heard => heard.Pushes.Count()),
            Clients = crowd.Clients.Count,
            ClientsConverged = converged,
            StepsShown = crowd.Clients.Sum(client => (long)client.Steps),
            SlowestConvergence = slowest.TotalSeconds,
            LargestStaleness = crowd.Clients.Max(client => client.LargestStaleness).TotalSeconds,
            Broken = journal.Violations,
        };
        output.WriteLine($"{figures.Line} ({figures.Save(settings.IsLong ? "soak" : onCosmos ? "minute-on-cosmos" : "minute")})");

        Assert.Empty(figures.Broken);
        Assert.Equal(figures.Clients, figures.ClientsConverged);
        // Otherwise the run has tested nothing.
        Assert.True(figures.WritesAcknowledged > 100 && figures.Faults.Count >= 6 && figures.Emulator["dropped"] > 0, figures.Line);
    }

    /// <summary>Executes the plan. Returns when every part runs again and every writer has the answer to its last write.</summary>
    private static async Task DisturbAsync(FaultPlan plan, FaultInjector injector, EmulatorFaults emulator, Crowd crowd, WatchedWindows windows, Journal journal)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var writing = Task.WhenAll(crowd.Writers.Select(writer => writer.RunAsync(stop.Token, over.Token)));
        var reporting = ReportAsync(emulator, crowd, windows, journal, over.Token);
        var began = journal.Elapsed;
        try
        {
            await injector.RunAsync(plan, Cancel);
            if (began + plan.Duration - journal.Elapsed is { Ticks: > 0 } rest)
            {
                await Task.Delay(rest, Cancel);
            }

            await injector.HealAsync(Cancel);
            await stop.CancelAsync();
            await writing.WaitAsync(RunningSystem.Patience, Cancel);
        }
        finally
        {
            await over.CancelAsync();
            await Task.WhenAll(writing, reporting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (reporting.Exception is { } failure)
            {
                journal.Broken($"The reports ended early: {failure.InnerException}");
            }
        }
    }

    private static async Task<long> AuditAsync(Crowd crowd, Dictionary<SampleTenant, Head> begins, Dictionary<SampleTenant, Position> heads, Journal journal)
    {
        var stores = new StoreAudit(journal);
        var versions = new HeadAudit(journal);
        var pushes = new PushAudit(journal);
        var changes = 0L;
        foreach (var tenant in crowd.Tenants)
        {
            var api = crowd.ApiOf(tenant, 0);
            var stored = await StoredTenant.ReadAsync(api, Cancel);
            Writing.Writer[] writers = [.. crowd.Writers.Where(writer => writer.Tenant == tenant)];
            stores.Compare(tenant, stored, writers);
            changes += await versions.CheckAsync(tenant, api, begins[tenant], heads[tenant], writers, Cancel);
            foreach (var client in crowd.Clients.Where(client => client.Tenant == tenant))
            {
                stores.Compare(client, stored);
            }
        }

        foreach (var (tenant, heard) in crowd.Heard)
        {
            pushes.Check(tenant, heads[tenant].Epoch, heads[tenant].Version, heard);
        }

        return changes;
    }

    private static async Task ReportAsync(EmulatorFaults emulator, Crowd crowd, WatchedWindows windows, Journal journal, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        var reported = journal.Elapsed;
        while (await timer.WaitForNextTickAsync(stop))
        {
            await emulator.CountAsync(stop);
            await crowd.RenewTokensAsync(stop);
            if (journal.Elapsed - reported < BetweenReports)
            {
                continue;
            }

            reported = journal.Elapsed;
            await windows.LookAsync();
            var states = string.Join(", ", crowd.Clients.CountBy(client => client.Sync.Connection).Select(state => $"{state.Value} {state.Key}"));
            journal.Note($"-- {crowd.Writes.Acknowledged} writes acknowledged; clients: {states}; {journal.Violations.Count} promises broken");
        }
    }
}

/// <summary><c>./test --soak</c> runs this one, for a duration of the user's choice.</summary>
public sealed class ChaosTests(ITestOutputHelper output) : ChaosCases(output, onCosmos: false);

/// <summary>This one is never a soak: the emulation of Cosmos DB reads all documents for each query, which takes too long after hours of changes.</summary>
public sealed class ChaosOnCosmosTests(ITestOutputHelper output) : ChaosCases(output, onCosmos: true);
