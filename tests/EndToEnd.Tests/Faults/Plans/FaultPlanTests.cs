using EndToEnd.Tests.Hosting;

namespace EndToEnd.Tests.Faults.Plans;

public class FaultPlanTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static readonly PartInstance[] Parts =
        [new("calendar-api"), new("identity"), new("notification-service"), new("notification-service", 1), new("signalr-emulator")];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 50)];

    [Fact]
    public void A_seed_gives_one_plan_and_another_seed_another()
    {
        Assert.Equal(FaultPlan.Of(7, Minute, Parts, canPause: true).Faults, FaultPlan.Of(7, Minute, Parts, canPause: true).Faults);
        Assert.NotEqual(FaultPlan.Of(7, Minute, Parts, canPause: true).Faults, FaultPlan.Of(8, Minute, Parts, canPause: true).Faults);
    }

    [Theory, MemberData(nameof(Seeds))]
    public void All_faults_lie_within_the_duration_and_no_lane_has_two_at_once(int seed)
    {
        var plan = FaultPlan.Of(seed, Minute, Parts, canPause: true);

        Assert.All(plan.Faults, fault => Assert.InRange(fault.At, TimeSpan.Zero, Minute - fault.Fault.Lasts));
        foreach (var lane in plan.Faults.GroupBy(fault => fault.Fault.Lane, StringComparer.Ordinal))
        {
            Assert.All(lane.Zip(lane.Skip(1)), pair => Assert.True(pair.First.Until < pair.Second.At, $"{pair.First} and {pair.Second}"));
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void A_minute_has_something_of_every_kind_and_spares_no_part(int seed)
    {
        var plan = FaultPlan.Of(seed, Minute, Parts, canPause: true);

        Assert.Equal(
            [nameof(Fault.Cut), nameof(Fault.Kill), nameof(Fault.Pause), nameof(Fault.RefuseNegotiations), nameof(Fault.RefuseRequests), nameof(Fault.Restart), nameof(Fault.SkewClock)],
            plan.Faults.Select(fault => fault.Fault.Kind).Distinct().Order(StringComparer.Ordinal));
        Assert.Subset(plan.Faults.Select(fault => fault.Fault.Lane).ToHashSet(StringComparer.Ordinal), Parts.Select(part => part.ToString()).ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public void A_half_hour_has_as_many_faults_in_each_minute_as_in_the_first()
    {
        var plan = FaultPlan.Of(7, 30 * Minute, Parts, canPause: true);

        var perMinute = plan.Faults.CountBy(fault => (int)fault.At.TotalMinutes).ToDictionary();
        Assert.Equal(30, perMinute.Count);
        Assert.All(perMinute.Values, count => Assert.InRange(count, 10, 40));
    }

    [Fact]
    public void Where_processes_cannot_be_paused_there_are_no_pauses() =>
        Assert.DoesNotContain(FaultPlan.Of(7, 10 * Minute, Parts, canPause: false).Faults, fault => fault.Fault is Fault.Pause);
}
