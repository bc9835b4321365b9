using CalendarStore.Tests.Contract;

namespace CalendarStore.Tests.Cosmos;

[Collection(CosmosTests.Name)]
public sealed class CosmosContractTests(CosmosServer server) : CalendarStoreContract
{
    private readonly string database = $"contract-{Guid.NewGuid():N}";

    protected override CalendarStoreConnection Open(TimeProvider time) => CalendarStoreConnection.Open(server.ConnectionString(database), time);

    protected override async ValueTask DeleteStoreAsync() => await server.DeleteAsync(database);
}
