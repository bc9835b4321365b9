using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using TeamCalendars.Tenants;

namespace NotificationService.Tests.Running;

/// <summary>The real program, from a write in the store to the accepted push.</summary>
public sealed class PushTests : WorkerTest
{
    private const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private static readonly Guid Contoso = Changes.Contoso.Value;
    private static readonly Guid Fabrikam = Changes.Fabrikam.Value;

    private readonly FakeClock clock = new();

    [Fact]
    public async Task A_change_is_told_to_the_group_of_its_tenant_and_to_no_other()
    {
        await using var worker = RunningWorker.Start(Store, Service, clock);

        await Store.WriteAsync(Changes.Contoso, 1, 1);
        await Service.UntilVersion(Contoso, 1);

        var push = Assert.Single(Service.Accepted);
        Assert.Equal(("reload", Contoso, await Store.Store.GetPositionAsync(Changes.Contoso, TestContext.Current.CancellationToken)), (push.Target, push.Group, new Position(push.Epoch, push.Version)));
    }

    [Fact]
    public async Task A_burst_becomes_one_push_at_once_and_then_one_per_interval_and_the_last_always()
    {
        await using var worker = RunningWorker.Start(Store, Service, clock);

        await Store.WriteAsync(Changes.Contoso, 1, 500);
        var steps = await clock.AdvanceUntil(() => Service.Accepted.Any(push => push.Version == 500), TimeSpan.FromMilliseconds(200));

        Assert.InRange(Service.Accepted.Count, 1, steps + 1);
        Service.AssertInOrder(Contoso, 500);
    }

    [Fact]
    public async Task A_lone_change_costs_one_push_and_one_announcement_again_and_then_nothing()
    {
        await using var worker = RunningWorker.Start(Store, Service, clock);
        await Store.WriteAsync(Changes.Contoso, 1, 1);
        await Service.UntilVersion(Contoso, 1);

        await clock.AdvanceUntil(() => Service.Accepted.Count == 2, TimeSpan.FromSeconds(1));
        for (var n = 0; n < 60; n++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        await Store.WriteAsync(Changes.Fabrikam, 1, 1);
        await Service.UntilVersion(Fabrikam, 1);

        Assert.Equal([1, 1], Service.Accepted.Where(push => push.Group == Contoso).Select(push => push.Version));
    }

    [Fact]
    public async Task A_clock_that_is_set_back_by_an_hour_keeps_nobody_waiting()
    {
        var time = new SettableTime();
        await using var worker = RunningWorker.Start(Store, Service, time);
        await Store.WriteAsync(Changes.Contoso, 1, 1);
        await Service.UntilVersion(Contoso, 1);

        time.SetBy = TimeSpan.FromHours(-1);
        await Store.WriteAsync(Changes.Contoso, 2, 1);

        await Service.UntilVersion(Contoso, 2);
    }

    [Fact]
    public async Task A_push_continues_the_trace_of_the_first_head_that_it_tells_of_and_links_the_others()
    {
        const string Second = "00-1af7651916cd43dd8448eb211c80319c-b7ad6b7169203332-01";
        const string Third = "00-2af7651916cd43dd8448eb211c80319c-b7ad6b7169203333-01";
        using var spans = new Spans();
        // A new tenant: other tests in this process push to the sample tenants.
        var tenant = new TenantId(Guid.NewGuid());
        await using var worker = RunningWorker.Start(Store, Service, clock);
        using var measured = new Measurements(worker.Services.GetRequiredService<IMeterFactory>());

        await Store.WriteAsync(tenant, 1, 1, trace: Trace);
        await Service.UntilVersion(tenant.Value, 1);
        Assert.Equal(ActivityContext.Parse(Trace, null).TraceId, ActivityContext.Parse(Service.Accepted[0].TraceParent!, null).TraceId);

        // The clock stands still, so these wait for the end of the interval. The worker reads the second head before the third is written; otherwise the head would have only the third trace.
        await Store.WriteAsync(tenant, 2, 1, trace: Second);
        await clock.AdvanceUntil(() => measured.Of("calendar.feed.lag").Count >= 2, TimeSpan.Zero);
        await Store.WriteAsync(tenant, 3, 1, trace: Third);
        await clock.AdvanceUntil(() => spans.OfTenant(tenant.Value).Any(span => span.GetTagItem("calendar.push.version") is 3L), TimeSpan.FromMilliseconds(200));

        var told = spans.OfTenant(tenant.Value).Where(span => (long)span.GetTagItem("calendar.push.version")! > 1).ToList();
        var traces = told.Select(span => span.TraceId).Concat(told.SelectMany(span => span.Links).Select(link => link.Context.TraceId)).Select(id => id.ToString());
        Assert.Equal([Second[3..35], Third[3..35]], traces.Order());
        Assert.All(told, span => Assert.Equal(ActivityKind.Producer, span.Kind));
    }

    [Fact]
    public async Task What_is_measured_is_in_seconds_and_says_how_each_push_ended()
    {
        var refuse = true;
        Service.Answer = (_, _) => Task.FromResult(Interlocked.Exchange(ref refuse, false) ? 400 : 202);
        await using var worker = RunningWorker.Start(Store, Service, clock);
        using var measured = new Measurements(worker.Services.GetRequiredService<IMeterFactory>());

        await Store.WriteAsync(Changes.Contoso, 1, 3);
        await clock.AdvanceUntil(() => Service.Accepted.Any(push => push.Version == 3) && measured.Of("calendar.push.duration").Count > 0, TimeSpan.FromMilliseconds(200));

        Assert.InRange(measured.Of("calendar.feed.lag").Count, 1, 3);
        Assert.Contains(measured.Of("calendar.pushes"), push => push.Tags == "calendar.push.result=refused calendar.push.kind=changes");
        Assert.Contains(measured.Of("calendar.pushes"), push => push.Tags == "calendar.push.result=accepted calendar.push.kind=changes");
        Assert.All([.. measured.Of("calendar.push.delay"), .. measured.Of("calendar.push.duration"), .. measured.Of("calendar.feed.lag")],
            measurement => Assert.True(measurement is { Unit: "s", Value: >= 0 }));
    }

    [Fact]
    public async Task Several_tenants_under_failures_of_every_kind_all_end_at_their_last_version_in_order()
    {
        var round = 0;
        Service.Answer = (_, context) =>
        {
            switch (Interlocked.Increment(ref round) % 7)
            {
                case 1: return Task.FromResult(500);
                case 3: return Task.FromResult(429);
                case 4: return Task.FromResult(503);
                case 6:
                    context.Abort();
                    return Task.FromResult(500);
                default: return Task.FromResult(202);
            }
        };
        var settings = new[] { ("Notifications:Interval", "00:00:00.010"), ("Notifications:RetryDelay", "00:00:00.005"), ("Notifications:MaxRetryDelay", "00:00:00.050") };
        await using var worker = RunningWorker.Start(Store, Service, settings: settings);

        await Task.WhenAll(Store.WriteAsync(Changes.Contoso, 1, 150), Store.WriteAsync(Changes.Fabrikam, 1, 150));
        await Service.UntilVersion(Contoso, 150);
        await Service.UntilVersion(Fabrikam, 150);

        foreach (var tenant in new[] { Contoso, Fabrikam })
        {
            Service.AssertInOrder(tenant, 150);
        }
    }

    /// <summary>Real time with another time of day.</summary>
    private sealed class SettableTime : TimeProvider
    {
        public TimeSpan SetBy { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + SetBy;
    }
}
