namespace NotificationService.Tests.Running;

public sealed class KillTests : IAsyncLifetime
{
    private const int Writes = 1_000;

    private readonly TemporaryStore store = new();
    private FakeService service = null!;

    public async ValueTask InitializeAsync() => service = await FakeService.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await service.DisposeAsync();
        await store.DisposeAsync();
    }

    [Fact]
    public async Task Killed_during_a_thousand_writes_and_started_again_it_leaves_no_head_untold()
    {
        var tenants = new[] { Changes.Contoso, Changes.Fabrikam };
        using var first = WorkerProcess.Start(store, service);
        await store.WriteAsync(Changes.Contoso, 1, 1);
        await service.UntilVersion(Changes.Contoso.Value, 1);

        var writing = Task.WhenAll(store.WriteAsync(Changes.Contoso, 2, (Writes / 2) - 1), store.WriteAsync(Changes.Fabrikam, 1, Writes / 2));
        await service.UntilVersion(Changes.Fabrikam.Value, 20);
        await first.KillAsync();
        using var second = WorkerProcess.Start(store, service);
        await writing;

        foreach (var tenant in tenants)
        {
            await service.UntilVersion(tenant.Value, Writes / 2);
            service.AssertInOrder(tenant.Value, Writes / 2);
        }
    }
}
