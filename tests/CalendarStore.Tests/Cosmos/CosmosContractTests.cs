using CalendarStore.Tests.Contract;

namespace CalendarStore.Tests.Cosmos;

[Collection(CosmosTests.Name)]
public sealed class CosmosContractTests(CosmosServer server) : CalendarStoreContract
{
    private readonly string _database = $"contract-{Guid.NewGuid():N}";

    protected override CalendarStoreConnection Open(TimeProvider timeProvider) => CalendarStoreConnection.Open(server.ConnectionString(_database), timeProvider);

    protected override async ValueTask DeleteStoreAsync() => await server.DeleteAsync(_database);
}
