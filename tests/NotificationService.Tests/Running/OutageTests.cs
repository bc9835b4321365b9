namespace NotificationService.Tests.Running;

/// <summary>What happens when the service, the store, or one tenant's pushes fail.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    private static readonly Guid Contoso = Changes.Contoso.Value;
    private static readonly Guid Fabrikam = Changes.Fabrikam.Value;

    /// <summary>Real time, and little of it.</summary>
    private static readonly (string, string)[] Brisk =
        [("Notifications:Interval", "00:00:00.010"), ("Notifications:RetryDelay", "00:00:00.005"), ("Notifications:MaxRetryDelay", "00:00:00.050")];

    private readonly TemporaryStore store = new();
    private FakeService service = null!;

    public async ValueTask InitializeAsync() => service = await FakeService.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await service.DisposeAsync();
        await store.DisposeAsync();
    }

    [Fact]
    public async Task When_the_service_comes_back_everything_that_waited_is_told()
    {
        await using var worker = RunningWorker.Start(store, service, settings: Brisk);
        await store.WriteAsync(Changes.Contoso, 1, 1);
        await service.UntilVersion(Contoso, 1);

        await service.GoAwayAsync();
        await store.WriteAsync(Changes.Contoso, 2, 50);
        await store.WriteAsync(Changes.Fabrikam, 1, 1);
        await Eventually(async () => (await worker.HealthAsync("/health/details")).Contains("The SignalR service is unavailable; pushes are paused.", StringComparison.Ordinal));
        Assert.Equal("200 Degraded", await worker.HealthAsync());
        await service.ComeBackAsync();

        await service.UntilVersion(Contoso, 51);
        await service.UntilVersion(Fabrikam, 1);
        service.AssertInOrder(Contoso, 51);
        await Eventually(async () => await worker.HealthAsync() == "200 Healthy");
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(500)]
    public async Task A_service_that_refuses_everything_for_a_while_loses_nothing(int status)
    {
        var refusing = true;
        service.Answer = (_, _) => Task.FromResult(Volatile.Read(ref refusing) ? status : 202);
        await using var worker = RunningWorker.Start(store, service, settings: Brisk);

        await store.WriteAsync(Changes.Contoso, 1, 20);
        await service.Until(() => service.Asked.Count >= 3);
        Volatile.Write(ref refusing, false);

        await service.UntilVersion(Contoso, 20);
        service.AssertInOrder(Contoso, 20);
    }

    [Fact]
    public async Task A_tenant_whose_pushes_always_fail_holds_up_no_other()
    {
        service.Answer = (push, _) => Task.FromResult(push.Group == Fabrikam ? 500 : 202);
        await using var worker = RunningWorker.Start(store, service, settings: Brisk);
        await store.WriteAsync(Changes.Fabrikam, 1, 1);
        await service.Until(() => service.Asked.Count >= 10);

        await store.WriteAsync(Changes.Contoso, 1, 20);

        await service.UntilVersion(Contoso, 20);
        Assert.DoesNotContain(service.Accepted, push => push.Group == Fabrikam);
    }

    [Fact]
    public async Task A_tenant_whose_push_hangs_holds_up_no_other()
    {
        var hanging = new TaskCompletionSource();
        service.Answer = async (push, _) =>
        {
            if (push.Group == Fabrikam)
            {
                await hanging.Task;
            }

            return 202;
        };
        await using var worker = RunningWorker.Start(store, service, settings: Brisk);
        await store.WriteAsync(Changes.Fabrikam, 1, 1);
        await service.Until(() => service.Asked.Count >= 1);

        await store.WriteAsync(Changes.Contoso, 1, 20);
        await store.WriteAsync(Changes.Fabrikam, 2, 20);
        await service.UntilVersion(Contoso, 20);
        // One at a time: what came meanwhile waits for the answer, or it could overtake.
        Assert.Single(service.Asked, push => push.Group == Fabrikam);
        hanging.SetResult();

        await service.UntilVersion(Fabrikam, 21);
        service.AssertInOrder(Fabrikam, 21);
    }

    [Fact]
    public async Task A_tenant_that_is_asked_to_slow_down_does_and_no_other()
    {
        var clock = new FakeClock();
        service.Answer = (push, context) =>
        {
            if (push.Group != Fabrikam || service.Asked.Count(asked => asked.Group == Fabrikam) > 1)
            {
                return Task.FromResult(202);
            }

            context.Response.Headers.RetryAfter = "30";
            return Task.FromResult(429);
        };
        await using var worker = RunningWorker.Start(store, service, clock);
        await store.WriteAsync(Changes.Fabrikam, 1, 1);
        await service.Until(() => service.Asked.Count == 1);

        // Contoso is written to once a second: its pushes prove that the worker went through all that time.
        await store.WriteAsync(Changes.Contoso, 1, 1);
        await service.UntilVersion(Contoso, 1);
        for (var version = 2; version <= 20; version++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await store.WriteAsync(Changes.Contoso, version, 1);
            await service.UntilVersion(Contoso, version);
        }

        Assert.Single(service.Asked, push => push.Group == Fabrikam);

        await clock.AdvanceUntil(() => service.Accepted.Any(push => push.Group == Fabrikam), TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_shows_in_the_health_and_is_followed_again_from_where_it_was()
    {
        await using var worker = RunningWorker.Start(store, service, settings: Brisk);
        await store.WriteAsync(Changes.Contoso, 1, 10);
        await service.UntilVersion(Contoso, 10);

        store.Execute("ALTER TABLE feed_consumers RENAME TO away");
        await Eventually(async () => (await worker.HealthAsync("/health/details")).Contains("The change feed is unavailable", StringComparison.Ordinal));
        Assert.Equal("200 Degraded", await worker.HealthAsync());
        await store.WriteAsync(Changes.Contoso, 11, 20);
        store.Execute("ALTER TABLE away RENAME TO feed_consumers");

        await service.UntilVersion(Contoso, 30);
        service.AssertInOrder(Contoso, 30);
        await Eventually(async () => await worker.HealthAsync() == "200 Healthy");
    }

    private static async Task Eventually(Func<Task<bool>> holds)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(90));
        while (!await holds())
        {
            await Task.Delay(5, limit.Token);
        }
    }
}
