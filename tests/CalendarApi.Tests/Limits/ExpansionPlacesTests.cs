using CalendarApi.Limits;
using TeamCalendars.Tenants;

namespace CalendarApi.Tests.Limits;

public sealed class ExpansionPlacesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_tenant_that_computes_much_waits_for_itself_and_no_other_tenant_does()
    {
        using var places = new ExpansionPlaces();
        var (noisy, quiet) = (new TenantId(Guid.NewGuid()), new TenantId(Guid.NewGuid()));
        var taken = new List<IDisposable>();
        for (var number = 0; number < Math.Max(1, Environment.ProcessorCount - 1); number++)
        {
            taken.Add(await places.TakeAsync(noisy, Stop));
        }

        var waiting = places.TakeAsync(noisy, Stop);
        using var other = await places.TakeAsync(quiet, Stop);

        Assert.False(waiting.IsCompleted);
        taken.ForEach(place => place.Dispose());
        (await waiting).Dispose();
    }

    [Fact]
    public async Task Who_hangs_up_leaves_the_line()
    {
        using var places = new ExpansionPlaces();
        var tenant = new TenantId(Guid.NewGuid());
        var taken = new List<IDisposable>();
        for (var number = 0; number < Math.Max(1, Environment.ProcessorCount - 1); number++)
        {
            taken.Add(await places.TakeAsync(tenant, Stop));
        }

        using var caller = new CancellationTokenSource();
        var gone = places.TakeAsync(tenant, caller.Token);
        var next = places.TakeAsync(tenant, Stop);
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        taken[0].Dispose();
        (await next).Dispose();
        taken.ForEach(place => place.Dispose());
    }
}
