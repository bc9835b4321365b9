using CosmosFront;

namespace EndToEnd.Tests.Hosting;

/// <summary>
/// One running system that keeps its calendars in Cosmos DB: the account or emulator that <c>CALENDAR_COSMOS</c> names, else the front on this machine.
/// </summary>
public sealed class CosmosSystem : IAsyncLifetime
{
    public const string Name = "system on Cosmos DB";

    private CosmosFrontServer? front;

    public RunningSystem Running { get; private set; } = null!;

    /// <summary>For tests that inject faults. A real account does not fail on demand.</summary>
    public CosmosFrontServer Front
    {
        get
        {
            Assert.SkipUnless(front is not null, "A real account does not fail on demand.");
            return front;
        }
    }

    public void EndFaults() => front?.Faults = null;

    public async ValueTask InitializeAsync()
    {
        var account = Environment.GetEnvironmentVariable("CALENDAR_COSMOS");
        if (string.IsNullOrEmpty(account))
        {
            front = await CosmosFrontServer.StartAsync(TestContext.Current.CancellationToken);
            account = front.ConnectionString;
        }

        // The front has two physical partitions, so one of three workers holds no lease. Nudges reach that worker, too.
        Running = await RunningSystem.StartAsync(web: false, TestContext.Current.CancellationToken, workers: 3, data: $"{account};Database=end-to-end-{Guid.NewGuid():N}");
    }

    public async ValueTask DisposeAsync()
    {
        if (Running is not null)
        {
            await Running.DisposeAsync();
        }

        if (front is not null)
        {
            await front.DisposeAsync();
        }
    }
}

[CollectionDefinition(CosmosSystem.Name)]
public sealed class CosmosSystemTests : ICollectionFixture<CosmosSystem>;
