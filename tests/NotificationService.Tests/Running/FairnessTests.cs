using System.Collections.Concurrent;
using System.Threading.Channels;
using TeamCalendars.Tenants;

namespace NotificationService.Tests.Running;

/// <summary>How much some tenants may delay the others, measured in order and counts, not in time.</summary>
public sealed class FairnessTests : WorkerTest
{
    private static readonly Guid Contoso = Changes.Contoso.Value;

    [Fact]
    public async Task While_a_tenant_writes_without_end_each_of_the_others_waits_for_one_push_of_it_at_most()
    {
        var clock = new FakeClock();
        var others = Enumerable.Range(1, 20).Select(n => new TenantId(new Guid(n, 3, 3, new byte[8]))).ToList();
        await using var worker = RunningWorker.Start(Store, Service, clock);
        await Store.WriteAsync(Changes.Contoso, 1, 1);
        await Service.UntilVersion(Contoso, 1);

        // The clock stands still, so the interval of the busy tenant never ends. The quiet tenants are announced nevertheless.
        for (var n = 0; n < others.Count; n++)
        {
            await Store.WriteAsync(Changes.Contoso, 2 + (50 * n), 50);
            await Store.WriteAsync(others[n], 1, 1);
            await Service.UntilVersion(others[n].Value, 1);
        }

        Assert.Single(Service.Accepted, push => push.Group == Contoso);
        Assert.Equal(others.Count + 1, Service.Accepted.Count);
    }

    [Fact]
    public async Task Tenants_whose_pushes_hang_again_and_again_take_half_of_the_places_and_no_more()
    {
        var hanging = Enumerable.Range(1, 6).Select(n => new TenantId(new Guid(n, 4, 4, new byte[8]))).ToList();
        var failedOnce = new ConcurrentDictionary<Guid, bool>();
        var retries = Channel.CreateUnbounded<TaskCompletionSource>();
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var (inFlight, most) = (0, 0);
        Service.Answer = async (push, _) =>
        {
            if (push.Group == Contoso)
            {
                return 202;
            }

            if (failedOnce.TryAdd(push.Group, true))
            {
                return 500;
            }

            // Counted down before the answer leaves. The worker starts another retry only after the answer, so the count is exact.
            InterlockedMax(ref most, Interlocked.Increment(ref inFlight));
            var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            retries.Writer.TryWrite(release);
            await Task.WhenAny(release.Task, over.Task);
            Interlocked.Decrement(ref inFlight);
            return over.Task.IsCompleted ? 202 : 500;
        };
        await using var worker = RunningWorker.Start(Store, Service, settings:
        [
            ("Notifications:MaxParallelPushes", "4"), ("Notifications:Interval", "00:00:00.010"),
            ("Notifications:RetryDelay", "00:00:00.005"), ("Notifications:MaxRetryDelay", "00:00:00.010"),
            // Only the test ends a push that hangs.
            ("SignalR:RequestTimeout", "00:01:40"),
        ]);
        foreach (var tenant in hanging)
        {
            await Store.WriteAsync(tenant, 1, 1);
        }

        for (var round = 0; round < 5; round++)
        {
            // Six tenants want to retry and two may at a time. The other places are free.
            var (one, other) = (await retries.Reader.NextAsync(), await retries.Reader.NextAsync());
            await Store.WriteAsync(Changes.Contoso, 1 + (20 * round), 20);
            await Service.UntilVersion(Contoso, 20 * (round + 1));
            one.SetResult();
            other.SetResult();
        }

        over.SetResult();
        foreach (var tenant in hanging)
        {
            await Service.UntilVersion(tenant.Value, 1);
        }

        Assert.Equal(2, Volatile.Read(ref most));
    }

    [Fact]
    public async Task Many_tenants_that_are_asked_to_slow_down_show_and_all_are_told_in_the_end()
    {
        var clock = new FakeClock();
        var tenants = Enumerable.Range(1, 30).Select(n => new TenantId(new Guid(n, 5, 5, new byte[8]))).ToList();
        var refusing = true;
        Service.Answer = (_, _) => Task.FromResult(Volatile.Read(ref refusing) ? 429 : 202);
        await using var worker = RunningWorker.Start(Store, Service, clock);
        foreach (var tenant in tenants)
        {
            await Store.WriteAsync(tenant, 1, 1);
        }

        await clock.AdvanceUntil(() => Service.Asked.Count >= 40, TimeSpan.FromMilliseconds(100));
        Assert.Contains("The SignalR service throttles", await worker.HealthAsync("/health/details"), StringComparison.Ordinal);
        Assert.Equal("200 Degraded", await worker.HealthAsync());
        Volatile.Write(ref refusing, false);

        await clock.AdvanceUntil(() => tenants.TrueForAll(tenant => Service.Accepted.Any(push => push.Group == tenant.Value)), TimeSpan.FromMilliseconds(100));
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); value > seen; seen = Volatile.Read(ref most))
        {
            Interlocked.CompareExchange(ref most, value, seen);
        }
    }
}
