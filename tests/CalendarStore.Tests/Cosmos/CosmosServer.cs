using CosmosFront;
using Microsoft.Azure.Cosmos;

namespace CalendarStore.Tests.Cosmos;

/// <summary>
/// The Cosmos DB of these tests: the account or emulator that <c>CALENDAR_COSMOS</c> names (a connection string with a key), or else the front on this machine.
/// Each store has its own database, which is removed after the test.
/// </summary>
public sealed class CosmosServer : IAsyncLifetime
{
    private readonly string? given = Environment.GetEnvironmentVariable("CALENDAR_COSMOS") is { Length: > 0 } given ? given : null;
    private CosmosFrontServer? front;

    private string Account => given ?? front!.ConnectionString;

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
        if (given is null)
        {
            front = await CosmosFrontServer.StartAsync(TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (front is not null)
        {
            await front.DisposeAsync();
        }
    }

    public string ConnectionString(string database) => $"{Account};Database={database}";

    public async Task DeleteAsync(string database)
    {
        using var client = new CosmosClient(Account, new CosmosClientOptions { ConnectionMode = ConnectionMode.Gateway, LimitToEndpoint = true });
        using var answer = await client.GetDatabase(database).DeleteStreamAsync();
    }
}

[CollectionDefinition(Name)]
public sealed class CosmosTests : ICollectionFixture<CosmosServer>
{
    public const string Name = "cosmos";
}
