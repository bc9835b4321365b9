using System.Globalization;
using TeamCalendars.Tenants;

namespace NotificationService.Tests.Running;

/// <summary>Several worker processes on one store. Whatever happens to one of them, the last position of every tenant is announced.</summary>
public sealed class SeveralInstancesTests : WorkerTest
{
    private const int Shares = 32;

    /// <summary>Longer than any test waits. So no test waits for such a lease to end.</summary>
    private const string LongLease = "00:01:00";

    private static readonly TenantId[] Tenants = [.. Enumerable.Range(1, 8).Select(n => new TenantId(new Guid(n, 7, 7, new byte[8])))];

    [Fact]
    public async Task When_one_of_two_is_killed_during_writes_the_other_takes_over_and_nothing_stays_untold()
    {
        await using var first = WorkerProcess.Start(Store, Service, "00:00:01");
        await using var second = WorkerProcess.Start(Store, Service, "00:00:01");
        await Waiting.UntilAsync(() => first.Shares == Shares / 2 && second.Shares == Shares / 2);

        var writing = WriteAsync(1, 150);
        await Service.Until(() => Service.Accepted.Count >= Tenants.Length);
        await first.KillAsync();
        await writing;

        await AssertAllAnnouncedAsync(150);
        await Waiting.UntilAsync(() => second.Shares == Shares);
    }

    [Fact]
    public async Task One_that_hangs_past_its_lease_is_taken_over_and_does_no_harm_when_it_goes_on()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGSTOP.");
        await using var first = WorkerProcess.Start(Store, Service, "00:00:01");
        await using var second = WorkerProcess.Start(Store, Service, "00:00:01");
        await Waiting.UntilAsync(() => first.Shares == Shares / 2 && second.Shares == Shares / 2);

        // In the middle of its work, with pushes in flight and unsaved checkpoints.
        var writing = WriteAsync(1, 150);
        await Service.Until(() => Service.Accepted.Count >= Tenants.Length);
        await PauseAsync(first);
        await writing;
        await Waiting.UntilAsync(() => second.Shares == Shares);
        await AssertAllAnnouncedAsync(150);
        await Waiting.UntilAsync(() => Unsaved() == 0);
        var before = SavedCheckpoints();

        await first.ContinueAsync();
        await Waiting.UntilAsync(() => first.Shares == Shares / 2 && second.Shares == Shares / 2);
        await WriteAsync(151, 20);

        await AssertAllAnnouncedAsync(170);
        Assert.All(before.Zip(SavedCheckpoints()), saved => Assert.True(saved.First <= saved.Second, "A saved checkpoint went back."));
    }

    [Fact]
    public async Task One_that_joins_gets_its_part_and_one_that_stops_hands_it_on_without_a_lease_running_out()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGTERM.");
        await using var first = WorkerProcess.Start(Store, Service, LongLease);
        await Waiting.UntilAsync(() => first.Shares == Shares);
        await using var second = WorkerProcess.Start(Store, Service, LongLease);
        await using var third = WorkerProcess.Start(Store, Service, LongLease);
        var writing = WriteAsync(1, 100);
        await Waiting.UntilAsync(() => new[] { first.Shares, second.Shares, third.Shares }.Order().SequenceEqual([10, 11, 11]));

        await first.StopAsync();
        await Waiting.UntilAsync(() => second.Shares == Shares / 2 && third.Shares == Shares / 2);
        await second.StopAsync();
        await Waiting.UntilAsync(() => third.Shares == Shares);
        await writing;

        await AssertAllAnnouncedAsync(100);
        Assert.Equal(1L, Store.Ask("SELECT count(*) FROM feed_instances"));
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
                workers.Add(WorkerProcess.Start(Store, Service, "00:00:01"));
            }

            await Waiting.UntilAsync(() => workers.Sum(worker => worker.Shares) == Shares);

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
                    workers.Add(WorkerProcess.Start(Store, Service, "00:00:01"));
                }

                await writing;
            }

            await AssertAllAnnouncedAsync(written);
            await Waiting.UntilAsync(() => workers.Select(worker => worker.Shares).Order().SequenceEqual([10, 11, 11]));
        }
        finally
        {
            foreach (var worker in workers)
            {
                await worker.DisposeAsync();
            }
        }
    }

    /// <summary>A process that is paused in the middle of a write keeps the file locked. The test would wait for it forever.</summary>
    private async Task PauseAsync(WorkerProcess worker)
    {
        await worker.PauseAsync();
        while (!Store.TakesWrites())
        {
            await worker.ContinueAsync();
            await worker.PauseAsync();
        }
    }

    private Task WriteAsync(int from, int count) => Task.WhenAll(Tenants.Select(tenant => Store.WriteAsync(tenant, from, count)));

    /// <summary>Heads after the checkpoint of their share.</summary>
    private long Unsaved() => (long)Store.Ask(
        "SELECT count(*) FROM tenants JOIN feed_shares ON feed_shares.share = tenants.share WHERE tenants.sequence > CAST(substr(cursor, instr(cursor, '.') + 1) AS INTEGER)")!;

    private List<long> SavedCheckpoints() => [.. ((string)Store.Ask("SELECT group_concat(cursor, ' ') FROM (SELECT cursor FROM feed_shares ORDER BY share)")!)
        .Split(' ').Select(cursor => cursor is "" ? 0 : long.Parse(cursor.Split('.')[1], CultureInfo.InvariantCulture))];

    private async Task AssertAllAnnouncedAsync(long version)
    {
        foreach (var tenant in Tenants)
        {
            await Service.UntilVersion(tenant.Value, version);
        }
    }
}
