using CalendarStore;
using NotificationService.Pushing;
using TeamCalendars.Tenants;

namespace NotificationService.Tests.Pushing;

public class PushPaceTests
{
    private static readonly DateTimeOffset Noon = Changes.Noon;
    private static readonly TenantId[] Tenants = [.. Enumerable.Range(0, 400).Select(n => new TenantId(new Guid(n, 0, 0, new byte[8])))];

    [Fact]
    public void One_tenant_that_is_always_asked_to_slow_down_slows_nobody()
    {
        var pace = PushPace.Free;
        for (var n = 0; n < 1_000; n++)
        {
            pace = pace.Started(Noon.AddMilliseconds(n)).Refused(Tenants[0], Noon.AddMilliseconds(n));
        }

        Assert.Null(pace.PerSecond);
        Assert.True(pace.MayPush(Noon));
    }

    [Fact]
    public void A_few_tenants_that_are_accepted_again_slow_nobody()
    {
        var pace = PushPace.Free;
        for (var n = 0; n < 100; n++)
        {
            pace = pace.Refused(Tenants[n], Noon).Accepted(Tenants[n], Noon);
        }

        Assert.Null(pace.PerSecond);
    }

    [Fact]
    public void Several_tenants_asked_to_slow_down_halve_the_rate_of_all()
    {
        var pace = Enumerable.Range(0, 200).Aggregate(PushPace.Free, (pace, n) => pace.Started(Noon.AddMilliseconds(n)));

        pace = Tenants.Take(PushPace.Threshold).Aggregate(pace, (pace, tenant) => pace.Refused(tenant, Noon.AddMilliseconds(200)));

        Assert.Equal(100, pace.PerSecond);
    }

    [Fact]
    public void What_was_on_its_way_at_a_reduction_does_not_reduce_again_and_what_comes_later_does()
    {
        var pace = Reduced(Enumerable.Range(0, 80).Aggregate(PushPace.Free, (pace, _) => pace.Started(Noon)), Noon);
        Assert.Equal(40, pace.PerSecond);

        Assert.Equal(40, Reduced(pace, Noon.AddMilliseconds(999)).PerSecond);
        Assert.Equal(20, Reduced(pace, Noon.AddMilliseconds(1_000)).PerSecond);
    }

    [Fact]
    public void The_rate_is_never_less_than_one_per_second()
    {
        var pace = PushPace.Free;
        for (var second = 0; second < 20; second++)
        {
            pace = Reduced(pace, Noon.AddSeconds(second));
        }

        Assert.Equal(1, pace.PerSecond);
        Assert.Equal(Noon.AddSeconds(20), pace.Started(Noon.AddSeconds(19)).NextTry(Noon));
    }

    [Fact]
    public void A_minute_without_a_reduction_lifts_the_limit()
    {
        var pace = Reduced(PushPace.Free, Noon);

        Assert.NotNull(pace.Accepted(Tenants[0], Noon.AddSeconds(59)).PerSecond);
        Assert.Null(pace.Accepted(Tenants[0], Noon.AddSeconds(60)).PerSecond);
    }

    /// <summary>
    /// 400 tenants that always have news, and a service that accepts 100 pushes per second, simulated to the millisecond with the rules of the loop.
    /// </summary>
    [Fact]
    public void Against_a_service_with_a_limit_the_rate_settles_just_under_it_and_recovers_when_the_limit_is_gone()
    {
        const int Capacity = 100;
        var simulation = new Simulation();
        simulation.Run(seconds: 20, Capacity);
        var (accepted, refused) = simulation.Run(seconds: 100, Capacity);

        Assert.InRange(accepted, 50 * 100, Capacity * 100);
        Assert.InRange(refused, 0, accepted / 5);

        simulation.Run(seconds: 80, capacity: 100_000);
        Assert.Null(simulation.Pace.PerSecond);
    }

    [Fact]
    public void A_service_that_refuses_everything_is_asked_less_and_less()
    {
        var simulation = new Simulation();
        var (_, first) = simulation.Run(seconds: 10, capacity: 0);
        simulation.Run(seconds: 60, capacity: 0);
        var (_, last) = simulation.Run(seconds: 10, capacity: 0);

        Assert.InRange(last, 1, 20);
        Assert.True(last < first / 3, $"{first}, then {last}");
    }

    private static PushPace Reduced(PushPace pace, DateTimeOffset now) =>
        Tenants.Take(PushPace.Threshold).Aggregate(pace, (pace, tenant) => pace.Refused(tenant, now));

    private sealed class Simulation
    {
        private const int Latency = 10;

        private readonly Random random = new(7);
        private readonly Backoff backoff;
        private readonly PriorityQueue<TenantId, int> due = new();
        private readonly Queue<(int At, TenantId Tenant, bool Accepted)> answers = new();
        private readonly Dictionary<TenantId, int> failures = [];
        private int clock;
        private double room;

        public Simulation()
        {
            backoff = new(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(10), random.NextDouble);
            foreach (var tenant in Tenants)
            {
                due.Enqueue(tenant, 0);
            }
        }

        public PushPace Pace { get; private set; } = PushPace.Free;

        public (int Accepted, int Refused) Run(int seconds, double capacity)
        {
            var (accepted, refused) = (0, 0);
            for (var end = clock + (seconds * 1_000); clock < end; clock++)
            {
                var now = Noon.AddMilliseconds(clock);
                room = Math.Min(capacity / 5, room + (capacity / 1_000));
                while (answers.TryPeek(out var answer) && answer.At <= clock)
                {
                    answers.Dequeue();
                    _ = answer.Accepted ? accepted++ : refused++;
                    Pace = answer.Accepted ? Pace.Accepted(answer.Tenant, now) : Pace.Refused(answer.Tenant, now);
                    failures[answer.Tenant] = answer.Accepted ? 0 : failures.GetValueOrDefault(answer.Tenant) + 1;
                    var wait = answer.Accepted ? TimeSpan.FromMilliseconds(200) : backoff.After(failures[answer.Tenant]);
                    due.Enqueue(answer.Tenant, clock + (int)wait.TotalMilliseconds);
                }

                while (answers.Count < 32 && Pace.MayPush(now) && due.TryPeek(out var tenant, out var at) && at <= clock)
                {
                    due.Dequeue();
                    Pace = Pace.Started(now);
                    answers.Enqueue((clock + Latency, tenant, room >= 1));
                    room -= room >= 1 ? 1 : 0;
                }
            }

            return (accepted, refused);
        }
    }
}
