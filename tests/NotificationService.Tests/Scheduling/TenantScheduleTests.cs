using CalendarStore.Feed;
using NotificationService.Coalescing;
using NotificationService.Scheduling;
using TeamCalendars.Tenants;

namespace NotificationService.Tests.Scheduling;

public class TenantScheduleTests
{
    private static readonly PushRhythm Rhythm = new(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(5));
    private static readonly DateTimeOffset Noon = Changes.Noon;

    private readonly TenantSchedule schedule = new(Rhythm);

    [Fact]
    public void The_tenant_that_has_been_due_longest_comes_first()
    {
        Change(Changes.Contoso, 1);
        Accept(Noon);
        Change(Changes.Contoso, 2);
        Change(Changes.Fabrikam, 1);

        Assert.Equal([Changes.Fabrikam, Changes.Contoso], [Take(Noon.AddSeconds(1)), Take(Noon.AddSeconds(1))]);
    }

    [Fact]
    public void What_is_remembered_is_one_position_per_tenant_however_many_changes_wait()
    {
        for (var version = 1; version <= 20_000; version++)
        {
            foreach (var tenant in new[] { Changes.Contoso, Changes.Fabrikam })
            {
                schedule.Set(tenant, Coalescer.Read(schedule[tenant], Changes.Entry(version, $"00-{version:x32}-{version:x16}-01", tenant), Changes.Share, Changes.Before(version)));
            }
        }

        Assert.Equal(2, schedule.Count);
        Assert.All(schedule.States, state => Assert.Equal((20_000, News.MaxLinks), (state.Waiting!.Position.Version, state.Waiting.Links.Length)));
    }

    [Fact]
    public void Quiet_tenants_are_forgotten_and_cost_nothing()
    {
        for (var n = 1; n <= 10_000; n++)
        {
            Change(new TenantId(new Guid(n, 0, 0, new byte[8])), 1);
        }

        var now = Noon;
        Accept(now);

        while (schedule.NextDue() is { } due)
        {
            Accept(now = due > now ? due : now);
        }

        Assert.Equal(0, schedule.Count);
        Assert.InRange(now, Noon.AddSeconds(5), Noon.AddSeconds(6));
    }

    [Fact]
    public void Tenants_that_failed_before_are_passed_over_when_their_places_are_taken()
    {
        Change(Changes.Contoso, 1);
        Fail(Take(Noon), Noon);
        Change(Changes.Fabrikam, 1);
        var later = Noon.AddSeconds(2);

        Assert.Equal(Changes.Fabrikam, schedule.Take(later, retries: false)?.Tenant);
        Assert.Null(schedule.Take(later, retries: false));
        Assert.Null(schedule.NextDue(retries: false));
        Assert.Equal((Changes.Contoso, true), (schedule.Take(later) is { } again) ? (again.Tenant, again.IsRetry) : default);
    }

    [Fact]
    public void Of_a_share_that_is_released_nothing_new_is_started_and_of_one_that_is_lost_nothing_is_known()
    {
        var other = new FeedShare("8", 1);
        Change(Changes.Contoso, 1);
        schedule.Set(Changes.Fabrikam, Coalescer.Read(TenantPushes.Quiet, Changes.Entry(1, tenant: Changes.Fabrikam), other, Changes.Before(1)));

        schedule.Hold(Changes.Share);
        Change(Changes.Contoso, 2);
        Assert.Equal([Changes.Fabrikam, default], [Take(Noon), Take(Noon.AddHours(1))]);
        Assert.Equal(Changes.Before(1), schedule.Unacknowledged()[Changes.Share]);

        schedule.Forget(Changes.Share);
        Assert.Same(TenantPushes.Quiet, schedule[Changes.Contoso]);
        Assert.Equal([other], schedule.Unacknowledged().Keys);
    }

    [Fact]
    public void A_tenant_that_another_holding_tells_of_is_that_holdings_and_is_pushed_though_the_first_one_lets_go()
    {
        var later = new FeedShare("8", 1);
        Change(Changes.Contoso, 1);
        schedule.Hold(Changes.Share);

        schedule.Set(Changes.Contoso, Coalescer.Read(schedule[Changes.Contoso], Changes.Entry(2), later, Changes.Before(7)));
        schedule.Forget(Changes.Share);

        Assert.Equal(Changes.Before(7), schedule.Unacknowledged()[later]);
        Assert.Equal(Changes.Contoso, Take(Noon));
    }

    [Fact]
    public void It_is_known_of_each_share_whether_pushes_are_on_their_way()
    {
        Change(Changes.Contoso, 1);
        Assert.False(schedule.IsInFlight(Changes.Share));

        Take(Noon);
        Change(Changes.Contoso, 2);
        Assert.True(schedule.IsInFlight(Changes.Share));

        schedule.Set(Changes.Contoso, Coalescer.Accepted(schedule[Changes.Contoso], Noon, Rhythm));
        Assert.False(schedule.IsInFlight(Changes.Share));
    }

    private void Change(TenantId tenant, long version) =>
        schedule.Set(tenant, Coalescer.Read(schedule[tenant], Changes.Entry(version, tenant: tenant), Changes.Share, Changes.Before(version)));

    private TenantId Take(DateTimeOffset now) => schedule.Take(now)?.Tenant ?? default;

    private void Accept(DateTimeOffset now)
    {
        while (schedule.Take(now) is { Tenant: var tenant })
        {
            schedule.Set(tenant, Coalescer.Accepted(schedule[tenant], now, Rhythm));
        }
    }

    private void Fail(TenantId tenant, DateTimeOffset now) =>
        schedule.Set(tenant, Coalescer.Failed(schedule[tenant], now, TimeSpan.FromSeconds(1)));
}
