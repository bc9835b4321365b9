using CalendarClient;
using CosmosFront;
using EndToEnd.Tests.Faults.Injection;
using EndToEnd.Tests.Faults.People;
using EndToEnd.Tests.Hosting;

namespace EndToEnd.Tests.Faults;

/// <summary>The promise that a connected client is never stale for longer than 30 s, even if every push is lost. It runs with the product's real intervals.</summary>
public abstract class LostPushesCases(ITestOutputHelper output, bool onCosmos)
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(30);

    /// <summary>An allowance for a busy machine. It is not part of the promise.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Writing = TimeSpan.FromSeconds(15);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_connected_client_is_not_stale_for_longer_than_promised_when_every_push_is_lost()
    {
        await using var front = onCosmos ? await CosmosFrontServer.StartAsync(Cancel) : null;
        var journal = new Journal(output.WriteLine);
        SampleTenant[] tenants = [new(1, Users: 6), new(2, Users: 6)];
        await using var system = await RunningSystem.StartAsync(
            web: false, Cancel, (builder, folder) => DirectoryFile.Use(builder, folder, tenants),
            data: front is null ? null : $"{front.ConnectionString};Database=lost-pushes");
        using var emulator = new EmulatorFaults(system.SignalR, new() { Seed = 1, Deliveries = new(DropRate: 1) });
        await using var crowd = await Crowd.GatherAsync(system, tenants, seed: 1, journal, Cancel);
        await emulator.RenewAsync(Cancel);
        var heardBefore = crowd.Heard.Sum(heard => heard.Pushes.Count());

        using (var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel))
        {
            stop.CancelAfter(Writing);
            await Task.WhenAll(crowd.Writers.Select(writer => writer.RunAsync(stop.Token, Cancel)));
        }

        var heads = new Dictionary<SampleTenant, Position>();
        foreach (var tenant in tenants)
        {
            heads[tenant] = (await crowd.ApiOf(tenant, 0).GetHeadAsync(cancellationToken: Cancel))!.Position();
        }

        var (_, slowest) = await crowd.ConvergeAsync(heads, Promised + Slack, Cancel);
        await emulator.CountAsync(Cancel);

        // Only the readers count: a writer learns of the writes of others from the answers to its own.
        var staleness = crowd.Clients.Where((_, index) => index % Crowd.ClientsPerTenant >= Crowd.WritersPerTenant).Max(client => client.LargestStaleness);
        var dropped = emulator.Tally.Totals["dropped"];
        output.WriteLine($"{dropped} pushes, all lost; largest staleness {staleness.TotalSeconds:0.0} s, last client converged {slowest.TotalSeconds:0.0} s after the last write");
        Assert.Empty(journal.Violations);
        Assert.True(staleness <= Promised + Slack, $"A client did not show an acknowledged write for {staleness}.");
        // The clients' own check must be the only way in which they learned of the changes.
        Assert.True(dropped > crowd.Clients.Count, "The worker must push to each client.");
        Assert.Equal(heardBefore, crowd.Heard.Sum(heard => heard.Pushes.Count()));
        Assert.All(crowd.Clients, client => Assert.Equal(ConnectionState.Live, client.Sync.Connection));
    }
}

public sealed class LostPushesTests(ITestOutputHelper output) : LostPushesCases(output, onCosmos: false);

public sealed class LostPushesOnCosmosTests(ITestOutputHelper output) : LostPushesCases(output, onCosmos: true);
