using CosmosFront;
using EndToEnd.Tests.Clients;
using EndToEnd.Tests.Hosting;

namespace EndToEnd.Tests.Nudging;

/// <summary>The worker polls the change feed of Cosmos DB. A push does not wait for that, because the API nudges the worker.</summary>
[Collection(CosmosSystem.Name)]
public sealed class NudgeTests(CosmosSystem shared) : IDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => shared.EndFaults();

    [Fact]
    public async Task A_change_is_pushed_while_the_change_feed_is_unavailable()
    {
        var calendar = $"nudged-{Guid.NewGuid():N}";
        using var adele = await shared.Running.SignInAsync("adele@contoso.example", Cancel);
        using var alex = await shared.Running.SignInAsync("alex@contoso.example", Cancel);
        await adele.CreateCalendarAsync(calendar, "Contoso's", Cancel);
        await using var client = await FollowingClient.ConnectAsync(alex, Cancel);
        var before = await adele.ReadVersionAsync(Cancel);
        await client.HearsAsync(push => push.Version >= before, Cancel);
        shared.Front.Faults = request => request.IsChangeFeed && request.Path.EndsWith("/docs", StringComparison.Ordinal) ? FrontFault.Unavailable : FrontFault.None;

        await adele.WriteEventAsync(calendar, "standup", "Stand-up", Cancel);

        await client.HearsAsync(push => push.Version > before, Cancel);
        Assert.Contains("standup", (await adele.ReadEventsAsync(calendar, Cancel)).Keys);
        await client.ReachesAsync(before + 1, Cancel);
    }
}
