namespace NotificationService.Tests.Running;

public sealed class RestartTests : WorkerTest
{
    private static readonly Guid Contoso = Changes.Contoso.Value;
    private static readonly Guid Fabrikam = Changes.Fabrikam.Value;
    private static readonly (string, string)[] Brisk = [("Notifications:Interval", "00:00:00.010"), ("Notifications:CheckpointInterval", "00:00:00.010")];

    [Fact]
    public async Task After_an_orderly_stop_nothing_is_told_twice()
    {
        await using (RunningWorker.Start(Store, Service, settings: Brisk))
        {
            await Store.WriteAsync(Changes.Contoso, 1, 10);
            await Service.UntilVersion(Contoso, 10);
        }

        var before = Service.Accepted.Count;
        await Store.WriteAsync(Changes.Fabrikam, 1, 1);
        await using var again = RunningWorker.Start(Store, Service, settings: Brisk);
        await Service.UntilVersion(Fabrikam, 1);
        await Store.WriteAsync(Changes.Contoso, 11, 1);
        await Service.UntilVersion(Contoso, 11);

        Assert.Equal([(Fabrikam, 1), (Contoso, 11)], Service.Accepted.Skip(before).Select(push => (push.Group, push.Version)));
    }

    [Fact]
    public async Task What_a_crash_left_unsaved_is_told_again_and_nothing_is_missing()
    {
        var crashing = new FailingFeed(Store.Feed);
        await using (RunningWorker.Start(Store, Service, feed: _ => crashing, settings: Brisk))
        {
            await Store.WriteAsync(Changes.Contoso, 1, 10);
            await Service.UntilVersion(Contoso, 10);
            crashing.SavesNothing = true;
            await Store.WriteAsync(Changes.Contoso, 11, 10);
            await Service.UntilVersion(Contoso, 20);
        }

        var before = Service.Accepted.Count;
        await using var again = RunningWorker.Start(Store, Service, settings: Brisk);
        await Service.Until(() => Service.Accepted.Count > before);

        Assert.Equal((Contoso, 20), (Service.Accepted[before].Group, Service.Accepted[before].Version));
    }

    [Fact]
    public async Task A_change_whose_push_was_never_accepted_is_told_after_the_restart_though_others_went_on()
    {
        Service.Answer = (push, _) => Task.FromResult(push.Group == Fabrikam ? 400 : 202);
        await using (RunningWorker.Start(Store, Service, settings: Brisk))
        {
            await Store.WriteAsync(Changes.Contoso, 1, 5);
            await Store.WriteAsync(Changes.Fabrikam, 1, 1);
            await Service.Until(() => Service.Asked.Any(push => push.Group == Fabrikam));
            await Store.WriteAsync(Changes.Contoso, 6, 5);
            await Service.UntilVersion(Contoso, 10);
        }

        Service.Answer = (_, _) => Task.FromResult(202);
        await using var again = RunningWorker.Start(Store, Service, settings: Brisk);
        await Service.Until(() => Service.Accepted.Any(push => push.Group == Fabrikam));

        await again.DisposeAsync();
        Assert.Equal(2L, Store.Ask("SELECT count(*) FROM feed_shares WHERE consumer = 'notifications' AND cursor <> ''"));
    }
}
