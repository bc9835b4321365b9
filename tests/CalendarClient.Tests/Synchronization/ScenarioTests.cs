namespace CalendarClient.Tests.Synchronization;

/// <summary>The engine behaves as the recorded scenarios say. The web app's engine is tested with the same ones.</summary>
public class ScenarioTests
{
    private readonly SyncEngine engine = new(SyncTimes.Default);
    private readonly List<string> asks = [];
    private SyncState state = new();

    public static TheoryData<string> Names() => [.. Scenario.Names()];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_scenario_comes_out_as_written(string name)
    {
        var scenario = Scenario.Read(name);
        foreach (var step in scenario.Steps)
        {
            LetTimePass(step, scenario.Chance);
            Take(step.Input(state.FlightNumber), step.At, scenario.Chance);

            Assert.True(step.Asks.SequenceEqual(asks), $"At {step.At} it asked for [{string.Join(", ", asks)}], not [{string.Join(", ", step.Asks)}].");
            Assert.Equal(step.Shows?.Position ?? state.Shown.Position?.ToString(), state.Shown.Position?.ToString());
            Assert.Equal(step.Shows?.Items ?? state.Shown.Texts(), state.Shown.Texts());
            Assert.Equal(step.Shows?.Connection ?? Spelled(state.Connection), Spelled(state.Connection));
            if (step.Shows?.AsOf is { } asOf)
            {
                Assert.Equal(Make.Noon.AddMilliseconds(asOf), state.AnsweredAt);
            }

            asks.Clear();
        }
    }

    private void LetTimePass(ScenarioStep step, double chance)
    {
        while (state.DueAt is { } due && due <= Make.Noon.AddMilliseconds(step.At))
        {
            Take(new SyncInput.Tick(), (due - Make.Noon).TotalMilliseconds, chance);
        }
    }

    private void Take(SyncInput input, double at, double chance)
    {
        (state, var effects) = engine.Step(state, input, Make.Noon.AddMilliseconds(at), chance);
        asks.AddRange(effects.Select(effect => effect switch
        {
            SyncEffect.Connect => "connect",
            SyncEffect.RenewToken => "renewToken",
            SyncEffect.ReadAll => "readAll",
            SyncEffect.PullChanges pull => $"{(pull.HeadFirst ? "head" : "changes")} {pull.Since}",
            _ => null,
        }).OfType<string>());
    }

    private static string Spelled(ConnectionState connection) => connection.ToString().ToLowerInvariant();
}
