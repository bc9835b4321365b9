using System.Net;
using EndToEnd.Tests.Clients;
using EndToEnd.Tests.Hosting;

namespace EndToEnd.Tests.Faults;

/// <summary>The worker's checkpoint in Cosmos DB's change feed survives the worker: the next one announces what was written in between.</summary>
[Collection(CosmosSystem.Name)]
public sealed class KilledWorkerOnCosmosTests(CosmosSystem shared)
{
    private const int Writes = 200;
    private const int KillAfter = 60;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killing_the_worker_during_writes_leaves_every_client_at_the_stores_position()
    {
        var system = shared.Running;
        var calendar = $"killed-{Guid.NewGuid():N}";
        using var adele = await system.SignInAsync("adele@contoso.example", Cancel);
        using var alex = await system.SignInAsync("alex@contoso.example", Cancel);
        await adele.CreateCalendarAsync(calendar, "Contoso's", Cancel);
        await using var client = await FollowingClient.ConnectAsync(alex, Cancel);
        var killed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var writing = WriteAsync();
        await killed.Task.WaitAsync(RunningSystem.Patience, Cancel);
        var before = await system.KillAsync("notification-service", Cancel);
        await system.StartResourceAsync("notification-service", Cancel);
        await system.ProcessIdOfAsync("notification-service", Cancel, exceptFor: before);
        await writing;

        var head = await adele.ReadVersionAsync(Cancel);
        await client.HearsAsync(push => push.Version >= head, Cancel);
        await client.ReachesAsync(head, Cancel);
        Assert.Equivalent(await adele.ReadEventsAsync(calendar, Cancel), client.Shown(calendar), strict: true);
        Assert.False(client.WentBack);

        async Task WriteAsync()
        {
            for (var i = 0; i < Writes; i++)
            {
                using var response = await adele.PutEventAsync(calendar, $"event-{i}", $"Event {i}", Cancel);
                Assert.Equal(HttpStatusCode.Created, response.StatusCode);
                if (i == KillAfter)
                {
                    killed.SetResult();
                }
            }
        }
    }
}
