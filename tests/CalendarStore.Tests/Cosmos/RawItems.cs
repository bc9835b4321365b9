using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;

namespace CalendarStore.Tests.Cosmos;

/// <summary>The items of a store as Cosmos DB holds them.</summary>
internal sealed class RawItems(string connectionString, string database) : IDisposable
{
    private readonly CosmosClient client = new(
        connectionString.Split(";Database=")[0],
        new CosmosClientOptions { ConnectionMode = ConnectionMode.Gateway, LimitToEndpoint = true, UseSystemTextJsonSerializerWithOptions = new() });

    public Container Container => client.GetContainer(database, "calendar");

    public async Task<List<JsonObject>> ReadAsync(string where)
    {
        using var pages = Container.GetItemQueryIterator<JsonObject>($"SELECT * FROM c WHERE {where}");
        var items = new List<JsonObject>();
        while (pages.HasMoreResults)
        {
            items.AddRange(await pages.ReadNextAsync(TestContext.Current.CancellationToken));
        }

        return items;
    }

    public void Dispose() => client.Dispose();
}
