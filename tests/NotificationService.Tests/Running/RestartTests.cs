namespace NotificationService.Tests.Running;

public sealed class RestartTests : IAsyncLifetime
{
    private static readonly Guid Contoso = Changes.Contoso.Value;
    private static readonly Guid Fabrikam = Changes.Fabrikam.Value;
    private static readonly (string, string)[] Brisk = [("Notifications:Interval", "00:00:00.010"), ("Notifications:CheckpointInterval", "00:00:00.010")];

    private readonly TemporaryStore store = new();
    private FakeService service = null!;

    public async ValueTask InitializeAsync() => service = await FakeService.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await service.DisposeAsync();
        await store.DisposeAsync();
    }

    [Fact]
    public async Task After_an_orderly_stop_nothing_is_told_twice()
    {
        await using (RunningWorker.Start(store, service, settings: Brisk))
        {
            await store.WriteAsync(Changes.Contoso, 1, 10);
            await service.UntilVersion(Contoso, 10);
        }

        var before = service.Accepted.Count;
        await store.WriteAsync(Changes.Fabrikam, 1, 1);
        await using var again = RunningWorker.Start(store, service, settings: Brisk);
        await service.UntilVersion(Fabrikam, 1);
        await store.WriteAsync(Changes.Contoso, 11, 1);
        await service.UntilVersion(Contoso, 11);

        Assert.Equal([(Fabrikam, 1), (Contoso, 11)], service.Accepted.Skip(before).Select(push => (push.Group, push.Version)));
    }

    [Fact]
    public async Task What_a_crash_left_unsaved_is_told_again_and_nothing_is_missing()
    {
        var crashing = new FailingFeed(store.Feed);
        await using (RunningWorker.Start(store, service, feed: _ => crashing, settings: Brisk))
        {
            await store.WriteAsync(Changes.Contoso, 1, 10);
            await service.UntilVersion(Contoso, 10);
            crashing.SavesNothing = true;
            await store.WriteAsync(Changes.Contoso, 11, 10);
            await service.UntilVersion(Contoso, 20);
        }

        var before = service.Accepted.Count;
        await using var again = RunningWorker.Start(store, service, settings: Brisk);
        await service.Until(() => service.Accepted.Count > before);

        Assert.Equal((Contoso, 20), (service.Accepted[before].Group, service.Accepted[before].Version));
    }

    [Fact]
    public async Task A_change_whose_push_was_never_accepted_is_told_after_the_restart_though_others_went_on()
    {
        service.Answer = (push, _) => Task.FromResult(push.Group == Fabrikam ? 400 : 202);
        await using (RunningWorker.Start(store, service, settings: Brisk))
        {
            await store.WriteAsync(Changes.Contoso, 1, 5);
            await store.WriteAsync(Changes.Fabrikam, 1, 1);
            await service.Until(() => service.Asked.Any(push => push.Group == Fabrikam));
            await store.WriteAsync(Changes.Contoso, 6, 5);
            await service.UntilVersion(Contoso, 10);
        }

        service.Answer = (_, _) => Task.FromResult(202);
        await using var again = RunningWorker.Start(store, service, settings: Brisk);
        await service.Until(() => service.Accepted.Any(push => push.Group == Fabrikam));

        await again.DisposeAsync();
        Assert.Equal(2L, store.Ask("SELECT count(*) FROM feed_shares WHERE consumer = 'notifications' AND cursor <> ''"));
    }
}
