using System.Net;
using EndToEnd.Tests.Clients;
using EndToEnd.Tests.Drivers;
using EndToEnd.Tests.Hosting;

namespace EndToEnd.Tests.Faults;

/// <summary>A part is killed while clients write. After its restart every client shows what the store holds.</summary>
[Collection(KillableSystem.Name)]
public sealed class KilledPartTests(KillableSystem shared)
{
    private const int Writes = 1_000;
    private const int KillAfter = 300;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("notification-service")]
    [InlineData("signalr-emulator")]
    public async Task Killing_a_part_during_a_thousand_writes_leaves_every_client_at_the_stores_position(string part)
    {
        var (system, contosoTenant, fabrikamTenant) = (shared.Running, shared.TakeTenant(), shared.TakeTenant());
        using var adele = await system.SignInAsync(contosoTenant.User(0), Cancel);
        using var alex = await system.SignInAsync(contosoTenant.User(1), Cancel);
        using var diego = await system.SignInAsync(fabrikamTenant.User(0), Cancel);
        await adele.CreateCalendarAsync("team", "Contoso's", Cancel);
        await diego.CreateCalendarAsync("team", "Fabrikam's", Cancel);
        FollowingClient[] contoso = [await FollowingClient.ConnectAsync(adele, Cancel), await FollowingClient.ConnectAsync(alex, Cancel)];
        FollowingClient[] fabrikam = [await FollowingClient.ConnectAsync(diego, Cancel)];
        var acknowledged = 0;
        var killed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var writing = Task.WhenAll(WriteAsync(adele, Writes / 2), WriteAsync(diego, Writes / 2));
        await killed.Task.WaitAsync(RunningSystem.Patience, Cancel);
        var before = await system.KillAsync(part, Cancel);
        await system.StartResourceAsync(part, Cancel);
        await system.ProcessIdOfAsync(part, Cancel, exceptFor: before);
        await writing;

        Assert.Equal(Writes, acknowledged);
        await AllConvergeAsync(adele, contoso);
        await AllConvergeAsync(diego, fabrikam);
        foreach (var client in contoso.Concat(fabrikam))
        {
            Assert.False(client.WentBack);
            await client.DisposeAsync();
        }

        async Task WriteAsync(ApiClient api, int count)
        {
            for (var i = 0; i < count; i++)
            {
                using var response = await api.PutEventAsync("team", $"event-{i}", $"Event {i}", Cancel);
                Assert.Equal(HttpStatusCode.Created, response.StatusCode);
                if (Interlocked.Increment(ref acknowledged) == KillAfter)
                {
                    killed.SetResult();
                }
            }
        }
    }

    private static async Task AllConvergeAsync(ApiClient api, FollowingClient[] clients)
    {
        var head = await api.ReadVersionAsync(Cancel);
        var stored = await api.ReadEventsAsync("team", Cancel);
        Assert.Equal(Writes / 2, stored.Count);
        foreach (var client in clients)
        {
            await client.ReachesAsync(head, Cancel);
            Assert.Equivalent(stored, client.Shown("team"), strict: true);
        }
    }
}
