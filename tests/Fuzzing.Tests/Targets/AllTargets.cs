namespace Fuzzing.Tests.Targets;

internal static class AllTargets
{
    public static IReadOnlyList<ITarget> List { get; } =
        [new CalendarFileTarget(), new RecurrenceRuleTarget(), new JsonBodyTarget(), new QueryTokenTarget(), new SignalRFrameTarget(), new SendBodyTarget()];

    public static ITarget Named(string name) => List.Single(target => target.Name == name);
}
