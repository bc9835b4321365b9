using CalendarStore.Tests.Model;
using CsCheck;

namespace CalendarStore.Tests.Cosmos;

[Collection(CosmosTests.Name)]
public sealed class CosmosModelTests(CosmosServer server)
{
    [Fact]
    public async Task Any_history_ends_as_the_model_says_and_every_replica_converges() =>
        await ModelTests.Step.Array[1, 60].SampleAsync(
            async history =>
            {
                await using var store = new CosmosStore(server);
                await ModelTests.Agrees(store.Open(), history);
            },
            iter: 8, threads: 1);
}
