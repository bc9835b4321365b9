namespace Fuzzing.Tests.Running;

public class RunSettingsTests
{
    private const string Variable = "CALENDAR_FUZZ";
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(45);

    [Theory]
    [InlineData(null, null, 45, 1, false)]
    [InlineData("", "", 45, 1, false)]
    [InlineData(null, "7", 45, 7, false)]
    [InlineData("90s", null, 90, 1, true)]
    [InlineData("30m", "12", 1_800, 12, true)]
    [InlineData("8h", null, 28_800, 1, true)]
    public void Duration_and_seed_come_from_the_environment(string? duration, string? seed, int seconds, int readSeed, bool isLong) =>
        Assert.Equal(new RunSettings(TimeSpan.FromSeconds(seconds), readSeed, isLong), Read(duration, seed));

    [Theory]
    [InlineData("30", null, Variable)]
    [InlineData("m", null, Variable)]
    [InlineData("-5m", null, Variable)]
    [InlineData("1.5h", null, Variable)]
    [InlineData("99999999999s", null, Variable)]
    [InlineData(null, "seven", RunSettings.SeedVariable)]
    public void What_cannot_be_read_is_not_taken_for_something_else(string? duration, string? seed, string named) =>
        Assert.Contains(named, Assert.Throws<FormatException>(() => Read(duration, seed)).Message, StringComparison.Ordinal);

    private static RunSettings Read(string? duration, string? seed) =>
        RunSettings.Read(Variable, Usual, name => name == Variable ? duration : name == RunSettings.SeedVariable ? seed : null);
}
