using CalendarStore.Tests.Contract;
using TeamCalendars.Writes;

namespace CalendarStore.Tests.Cosmos;

[Collection(CosmosTests.Name)]
public sealed class CosmosContractTests(CosmosServer server) : CalendarStoreContract
{
    private readonly string database = $"contract-{Guid.NewGuid():N}";

    protected override CalendarStoreConnection Open(TimeProvider time, TenantLimits? limits) =>
        CalendarStoreConnection.Open(server.ConnectionString(database), null, null, time, null, limits: limits);

    protected override async ValueTask DeleteStoreAsync() => await server.DeleteAsync(database);
}
