using CosmosFront;
using Microsoft.Azure.Cosmos;

namespace CalendarStore.Tests.Cosmos;

/// <summary>
/// Where Cosmos DB is for these tests: the account or emulator that <c>CALENDAR_COSMOS</c> names (a connection string with a key), else the front on this machine.
/// Each store has a database of its own there, removed after it.
/// </summary>
public sealed class CosmosServer : IAsyncLifetime
{
    private readonly string? _given = Environment.GetEnvironmentVariable("CALENDAR_COSMOS") is { Length: > 0 } given ? given : null;
    private CosmosFrontServer? _front;

    private string Account => _given ?? _front!.ConnectionString;

    /// <summary>For tests of what goes wrong: a real account does not do that on demand.</summary>
    public CosmosFrontServer Front
    {
        get
        {
            Assert.SkipUnless(_front is not null, "A real account does not fail on demand.");
            return _front;
        }
    }

    public void EndFaults() => _front?.Faults = null;

    public async ValueTask InitializeAsync()
    {
        if (_given is null)
        {
            _front = await CosmosFrontServer.StartAsync(TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_front is not null)
        {
            await _front.DisposeAsync();
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
