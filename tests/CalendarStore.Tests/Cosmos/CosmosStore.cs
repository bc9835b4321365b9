namespace CalendarStore.Tests.Cosmos;

/// <summary>A store in its own database, which is removed after the test.</summary>
internal sealed class CosmosStore(CosmosServer server) : IAsyncDisposable
{
    private readonly List<CalendarStoreConnection> open = [];

    public string Database { get; } = $"store-{Guid.NewGuid():N}";

    public string ConnectionString => server.ConnectionString(Database);

    public CalendarStoreConnection Open(TimeProvider? time = null)
    {
        var connection = CalendarStoreConnection.Open(ConnectionString, time ?? TimeProvider.System);
        open.Add(connection);
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in open)
        {
            await connection.DisposeAsync();
        }

        await server.DeleteAsync(Database);
    }
}
