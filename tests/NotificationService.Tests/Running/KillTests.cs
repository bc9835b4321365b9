namespace NotificationService.Tests.Running;

public sealed class KillTests : WorkerTest
{
    private const int Writes = 1_000;

    [Fact]
    public async Task Killed_during_a_thousand_writes_and_started_again_it_leaves_no_head_untold()
    {
        var tenants = new[] { Changes.Contoso, Changes.Fabrikam };
        await using var first = WorkerProcess.Start(Store, Service);
        await Store.WriteAsync(Changes.Contoso, 1, 1);
        await Service.UntilVersion(Changes.Contoso.Value, 1);

        var writing = Task.WhenAll(Store.WriteAsync(Changes.Contoso, 2, (Writes / 2) - 1), Store.WriteAsync(Changes.Fabrikam, 1, Writes / 2));
        await Service.UntilVersion(Changes.Fabrikam.Value, 20);
        await first.KillAsync();
        await using var second = WorkerProcess.Start(Store, Service);
        await writing;

        foreach (var tenant in tenants)
        {
            await Service.UntilVersion(tenant.Value, Writes / 2);
            Service.AssertInOrder(tenant.Value, Writes / 2);
        }
    }
}
