using System.Net;
using CalendarStore;
using NotificationService.Pushing;
using SignalRService;
using TeamCalendars.Tenants;

namespace NotificationService.Tests.Pushing;

public class CircuitTests
{
    private static readonly DateTimeOffset Noon = Changes.Noon;
    private static readonly TenantId[] Tenants = [.. Enumerable.Range(0, 20).Select(n => new TenantId(new Guid(n, 0, 0, new byte[8])))];

    [Fact]
    public void One_tenant_that_always_fails_holds_up_nobody()
    {
        var circuit = Circuit.Closed;
        for (var n = 0; n < 100; n++)
        {
            circuit = circuit.Failed(Tenants[0], FailureKind.Unclear, Noon, Wait);
        }

        Assert.True(circuit.MayPush(Noon));
    }

    [Fact]
    public void Refusals_of_any_number_of_tenants_hold_up_nobody() =>
        Assert.True(Tenants.Aggregate(Circuit.Closed, (circuit, tenant) => circuit.Failed(tenant, FailureKind.Tenant, Noon, Wait)).MayPush(Noon));

    [Fact]
    public void Eight_different_tenants_failing_with_no_success_between_open_it()
    {
        var seven = Tenants[..7].Aggregate(Circuit.Closed, (circuit, tenant) => circuit.Failed(tenant, FailureKind.Unclear, Noon, Wait));

        Assert.True(seven.MayPush(Noon));
        Assert.False(seven.Failed(Tenants[7], FailureKind.Unclear, Noon, Wait).MayPush(Noon));
    }

    [Fact]
    public void A_service_that_is_not_there_opens_it_at_once() =>
        Assert.False(Circuit.Closed.Failed(Tenants[0], FailureKind.Service, Noon, Wait).MayPush(Noon));

    [Fact]
    public void While_it_is_open_one_push_at_a_time_is_tried_further_and_further_apart()
    {
        var circuit = Circuit.Closed.Failed(Tenants[0], FailureKind.Service, Noon, Wait);
        Assert.Equal(Noon.AddSeconds(1), circuit.RetryAt);

        var probing = circuit.Pushing(Tenants[1]);
        Assert.True(circuit.MayPush(Noon.AddSeconds(1)));
        Assert.False(probing.MayPush(Noon.AddSeconds(1)));
        Assert.Null(probing.NextTry(Noon));

        var again = probing.Failed(Tenants[1], FailureKind.Unclear, Noon.AddSeconds(1), Wait);
        Assert.Equal(Noon.AddSeconds(3), again.RetryAt);
        Assert.False(again.MayPush(Noon.AddSeconds(2)));
        Assert.True(again.MayPush(Noon.AddSeconds(3)));
    }

    [Fact]
    public void Pushes_that_were_on_their_way_when_it_opened_do_not_put_the_next_try_off()
    {
        var circuit = Circuit.Closed.Failed(Tenants[0], FailureKind.Service, Noon, Wait);

        Assert.Same(circuit, circuit.Failed(Tenants[1], FailureKind.Service, Noon.AddMilliseconds(900), Wait));
    }

    [Fact]
    public void An_answer_about_the_tried_tenant_alone_proves_the_service_is_there()
    {
        var probing = Circuit.Closed.Failed(Tenants[0], FailureKind.Service, Noon, Wait).Pushing(Tenants[1]);

        Assert.False(probing.Failed(Tenants[1], FailureKind.Tenant, Noon, Wait).IsOpen);
    }

    [Theory]
    [InlineData(400, "Tenant")]
    [InlineData(404, "Tenant")]
    [InlineData(413, "Tenant")]
    [InlineData(429, "Tenant")]
    [InlineData(401, "Service")]
    [InlineData(403, "Service")]
    [InlineData(408, "Unclear")]
    [InlineData(500, "Unclear")]
    [InlineData(503, "Unclear")]
    public void A_status_says_whose_failure_it_is(int status, string kind) =>
        Assert.Equal(kind, FailureKinds.Of(new SignalRServiceException("x") { StatusCode = (HttpStatusCode)status }).ToString());

    [Fact]
    public void No_connection_is_everyone_s_failure_and_no_answer_may_be_this_one_s()
    {
        Assert.Equal(FailureKind.Service, FailureKinds.Of(new SignalRServiceException("x") { IsTransient = true }));
        Assert.Equal(FailureKind.Unclear, FailureKinds.Of(new SignalRServiceException("x") { IsTransient = true, MayHaveBeenDelivered = true }));
    }

    [Fact]
    public void Waits_double_up_to_the_longest_and_are_spread_by_half()
    {
        TimeSpan[] Waits(double random) => [.. Enumerable.Range(1, 8).Select(n => new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), () => random).After(n))];

        Assert.Equal([1, 2, 4, 8, 10, 10, 10, 10], Waits(1).Select(wait => wait.TotalSeconds));
        Assert.Equal([0.5, 1, 2, 4, 5, 5, 5, 5], Waits(0).Select(wait => wait.TotalSeconds));
        Assert.Equal(TimeSpan.FromSeconds(10), new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), () => 1).After(int.MaxValue));
    }

    [Fact]
    public void The_wait_that_the_service_asks_for_is_not_undercut()
    {
        var backoff = new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), () => 0);

        Assert.Equal(TimeSpan.FromSeconds(60), backoff.After(1, TimeSpan.FromSeconds(60)));
        Assert.Equal(TimeSpan.FromSeconds(5), backoff.After(5, TimeSpan.FromSeconds(1)));
    }

    private static TimeSpan Wait(int failures) => TimeSpan.FromSeconds(Math.Pow(2, failures - 1));
}
