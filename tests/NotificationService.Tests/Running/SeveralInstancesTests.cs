using System.Globalization;
using TeamCalendars.Tenants;

namespace NotificationService.Tests.Running;

/// <summary>Several worker processes on one store: whatever happens to one of them, every tenant's last position is told.</summary>
public sealed class SeveralInstancesTests : IAsyncLifetime
{
    private const int Shares = 32;

    /// <summary>Longer than any test waits: what happens within it does not wait for a lease to run out.</summary>
    private const string Ages = "00:01:00";

    private static readonly TenantId[] Tenants = [.. Enumerable.Range(1, 8).Select(n => new TenantId(new Guid(n, 7, 7, new byte[8])))];

    private readonly TemporaryStore store = new();
    private FakeService service = null!;

    public async ValueTask InitializeAsync() => service = await FakeService.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await service.DisposeAsync();
        await store.DisposeAsync();
    }

    [Fact]
    public async Task When_one_of_two_is_killed_during_writes_the_other_takes_over_and_nothing_stays_untold()
    {
        using var first = WorkerProcess.Start(store, service, "00:00:01");
        using var second = WorkerProcess.Start(store, service, "00:00:01");
        await Until(() => first.Shares == Shares / 2 && second.Shares == Shares / 2);

        var writing = WriteAsync(1, 150);
        await service.Until(() => service.Accepted.Count >= Tenants.Length);
        await first.KillAsync();
        await writing;

        await AssertAllToldAsync(150);
        await Until(() => second.Shares == Shares);
    }

    [Fact]
    public async Task One_that_hangs_past_its_lease_is_taken_over_and_does_no_harm_when_it_goes_on()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGSTOP.");
        using var first = WorkerProcess.Start(store, service, "00:00:01");
        using var second = WorkerProcess.Start(store, service, "00:00:01");
        await Until(() => first.Shares == Shares / 2 && second.Shares == Shares / 2);

        // In the middle of its work: with pushes on their way, and places that it has not saved.
        var writing = WriteAsync(1, 150);
        await service.Until(() => service.Accepted.Count >= Tenants.Length);
        await PauseAsync(first);
        await writing;
        await Until(() => second.Shares == Shares);
        await AssertAllToldAsync(150);
        await Until(() => Unsaved() == 0);
        var places = SavedPlaces();

        await first.ContinueAsync();
        await Until(() => first.Shares == Shares / 2 && second.Shares == Shares / 2);
        await WriteAsync(151, 20);

        await AssertAllToldAsync(170);
        Assert.All(places.Zip(SavedPlaces()), place => Assert.True(place.First <= place.Second, "A place that was saved went back."));
    }

    [Fact]
    public async Task One_that_joins_gets_its_part_and_one_that_stops_hands_it_on_without_a_lease_running_out()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGTERM.");
        using var first = WorkerProcess.Start(store, service, Ages);
        await Until(() => first.Shares == Shares);
        using var second = WorkerProcess.Start(store, service, Ages);
        using var third = WorkerProcess.Start(store, service, Ages);
        var writing = WriteAsync(1, 100);
        await Until(() => new[] { first.Shares, second.Shares, third.Shares }.Order().SequenceEqual([10, 11, 11]));

        await first.StopAsync();
        await Until(() => second.Shares == Shares / 2 && third.Shares == Shares / 2);
        await second.StopAsync();
        await Until(() => third.Shares == Shares);
        await writing;

        await AssertAllToldAsync(100);
        Assert.Equal(1L, store.Ask("SELECT count(*) FROM feed_instances"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Three_of_which_one_after_the_other_is_killed_stopped_and_started_again_leave_nothing_untold(int seed)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no signals.");
        var random = new Random(seed);
        var workers = new List<WorkerProcess>();
        try
        {
            for (var n = 0; n < 3; n++)
            {
                workers.Add(WorkerProcess.Start(store, service, "00:00:01"));
            }

            await Until(() => workers.Sum(worker => worker.Shares) == Shares);

            var written = 0;
            for (var round = 0; round < 4; round++)
            {
                var writing = WriteAsync(written + 1, 30);
                written += 30;
                var victim = workers[random.Next(workers.Count)];
                switch (random.Next(3))
                {
                    case 0:
                        await victim.KillAsync();
                        break;
                    case 1:
                        await victim.StopAsync();
                        break;
                    default:
                        await PauseAsync(victim);
                        await writing;
                        await victim.ContinueAsync();
                        workers.Add(victim);
                        break;
                }

                workers.Remove(victim);
                while (workers.Count < 3)
                {
                    workers.Add(WorkerProcess.Start(store, service, "00:00:01"));
                }

                await writing;
            }

            await AssertAllToldAsync(written);
            await Until(() => workers.Select(worker => worker.Shares).Order().SequenceEqual([10, 11, 11]));
        }
        finally
        {
            workers.ForEach(worker => worker.Dispose());
        }
    }

    /// <summary>Stopped in the middle of a write, a process holds the file, and everyone waits for it: here that would be the test, for ever.</summary>
    private async Task PauseAsync(WorkerProcess worker)
    {
        await worker.PauseAsync();
        while (!store.TakesWrites())
        {
            await worker.ContinueAsync();
            await worker.PauseAsync();
        }
    }

    private Task WriteAsync(int from, int count) => Task.WhenAll(Tenants.Select(tenant => store.WriteAsync(tenant, from, count)));

    /// <summary>Heads after the saved place of their share.</summary>
    private long Unsaved() => (long)store.Ask(
        "SELECT count(*) FROM tenants JOIN feed_shares ON feed_shares.share = tenants.share WHERE tenants.sequence > CAST(substr(cursor, instr(cursor, '.') + 1) AS INTEGER)")!;

    private List<long> SavedPlaces() => [.. ((string)store.Ask("SELECT group_concat(cursor, ' ') FROM (SELECT cursor FROM feed_shares ORDER BY share)")!)
        .Split(' ').Select(cursor => cursor is "" ? 0 : long.Parse(cursor.Split('.')[1], CultureInfo.InvariantCulture))];

    private async Task AssertAllToldAsync(long version)
    {
        foreach (var tenant in Tenants)
        {
            await service.UntilVersion(tenant.Value, version);
        }
    }

    private static async Task Until(Func<bool> holds)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(50));
        while (!holds())
        {
            await Task.Delay(20, limit.Token);
        }
    }
}
