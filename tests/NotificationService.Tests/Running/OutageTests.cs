namespace NotificationService.Tests.Running;

/// <summary>What happens when the service, the store, or one tenant's pushes fail.</summary>
public sealed class OutageTests : WorkerTest
{
    private static readonly Guid Contoso = Changes.Contoso.Value;
    private static readonly Guid Fabrikam = Changes.Fabrikam.Value;

    /// <summary>Short intervals, in real time.</summary>
    private static readonly (string, string)[] Brisk =
        [("Notifications:Interval", "00:00:00.010"), ("Notifications:RetryDelay", "00:00:00.005"), ("Notifications:MaxRetryDelay", "00:00:00.050")];

    [Fact]
    public async Task When_the_service_comes_back_everything_that_waited_is_told()
    {
        await using var worker = RunningWorker.Start(Store, Service, settings: Brisk);
        await Store.WriteAsync(Changes.Contoso, 1, 1);
        await Service.UntilVersion(Contoso, 1);

        await Service.GoAwayAsync();
        await Store.WriteAsync(Changes.Contoso, 2, 50);
        await Store.WriteAsync(Changes.Fabrikam, 1, 1);
        await Waiting.UntilAsync(async () => (await worker.HealthAsync("/health/details")).Contains("The SignalR service is unavailable; pushes are paused.", StringComparison.Ordinal));
        Assert.Equal("200 Degraded", await worker.HealthAsync());
        await Service.ComeBackAsync();

        await Service.UntilVersion(Contoso, 51);
        await Service.UntilVersion(Fabrikam, 1);
        Service.AssertInOrder(Contoso, 51);
        await Waiting.UntilAsync(async () => await worker.HealthAsync() == "200 Healthy");
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(500)]
    public async Task A_service_that_refuses_everything_for_a_while_loses_nothing(int status)
    {
        var refusing = true;
        Service.Answer = (_, _) => Task.FromResult(Volatile.Read(ref refusing) ? status : 202);
        await using var worker = RunningWorker.Start(Store, Service, settings: Brisk);

        await Store.WriteAsync(Changes.Contoso, 1, 20);
        await Service.Until(() => Service.Asked.Count >= 3);
        Volatile.Write(ref refusing, false);

        await Service.UntilVersion(Contoso, 20);
        Service.AssertInOrder(Contoso, 20);
    }

    [Fact]
    public async Task A_tenant_whose_pushes_always_fail_holds_up_no_other()
    {
        Service.Answer = (push, _) => Task.FromResult(push.Group == Fabrikam ? 500 : 202);
        await using var worker = RunningWorker.Start(Store, Service, settings: Brisk);
        await Store.WriteAsync(Changes.Fabrikam, 1, 1);
        await Service.Until(() => Service.Asked.Count >= 10);

        await Store.WriteAsync(Changes.Contoso, 1, 20);

        await Service.UntilVersion(Contoso, 20);
        Assert.DoesNotContain(Service.Accepted, push => push.Group == Fabrikam);
    }

    [Fact]
    public async Task A_tenant_whose_push_hangs_holds_up_no_other()
    {
        var hanging = new TaskCompletionSource();
        Service.Answer = async (push, _) =>
        {
            if (push.Group == Fabrikam)
            {
                await hanging.Task;
            }

            return 202;
        };
        await using var worker = RunningWorker.Start(Store, Service, settings: Brisk);
        await Store.WriteAsync(Changes.Fabrikam, 1, 1);
        await Service.Until(() => Service.Asked.Count >= 1);

        await Store.WriteAsync(Changes.Contoso, 1, 20);
        await Store.WriteAsync(Changes.Fabrikam, 2, 20);
        await Service.UntilVersion(Contoso, 20);
        // One push at a time: a later position waits for the answer, or it could overtake.
        Assert.Single(Service.Asked, push => push.Group == Fabrikam);
        hanging.SetResult();

        await Service.UntilVersion(Fabrikam, 21);
        Service.AssertInOrder(Fabrikam, 21);
    }

    [Fact]
    public async Task A_tenant_that_is_asked_to_slow_down_does_and_no_other()
    {
        var clock = new FakeClock();
        Service.Answer = (push, context) =>
        {
            if (push.Group != Fabrikam || Service.Asked.Count(asked => asked.Group == Fabrikam) > 1)
            {
                return Task.FromResult(202);
            }

            context.Response.Headers.RetryAfter = "30";
            return Task.FromResult(429);
        };
        await using var worker = RunningWorker.Start(Store, Service, clock);
        await Store.WriteAsync(Changes.Fabrikam, 1, 1);
        await Service.Until(() => Service.Asked.Count == 1);

        // The test writes to Contoso once a second. Its pushes prove that the worker ran during all that time.
        await Store.WriteAsync(Changes.Contoso, 1, 1);
        await Service.UntilVersion(Contoso, 1);
        for (var version = 2; version <= 20; version++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Store.WriteAsync(Changes.Contoso, version, 1);
            await Service.UntilVersion(Contoso, version);
        }

        Assert.Single(Service.Asked, push => push.Group == Fabrikam);

        await clock.AdvanceUntil(() => Service.Accepted.Any(push => push.Group == Fabrikam), TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_shows_in_the_health_and_is_followed_again_from_where_it_was()
    {
        await using var worker = RunningWorker.Start(Store, Service, settings: Brisk);
        await Store.WriteAsync(Changes.Contoso, 1, 10);
        await Service.UntilVersion(Contoso, 10);

        Store.Execute("ALTER TABLE feed_consumers RENAME TO away");
        await Waiting.UntilAsync(async () => (await worker.HealthAsync("/health/details")).Contains("The change feed is unavailable", StringComparison.Ordinal));
        Assert.Equal("200 Degraded", await worker.HealthAsync());
        await Store.WriteAsync(Changes.Contoso, 11, 20);
        Store.Execute("ALTER TABLE away RENAME TO feed_consumers");

        await Service.UntilVersion(Contoso, 30);
        Service.AssertInOrder(Contoso, 30);
        await Waiting.UntilAsync(async () => await worker.HealthAsync() == "200 Healthy");
    }
}
