namespace Fuzzing.Tests.Running;

public class FuzzSettingsTests
{
    [Theory]
    [InlineData(null, null, 45, 1, false)]
    [InlineData("", "7", 45, 7, false)]
    [InlineData("90s", null, 90, 1, true)]
    [InlineData("2h", "12", 7_200, 12, true)]
    public void Duration_and_seed_come_from_the_environment(string? duration, string? seed, int seconds, int readSeed, bool isLong) =>
        Assert.Equal(new FuzzSettings(TimeSpan.FromSeconds(seconds), readSeed, isLong), FuzzSettings.Read(name => name == FuzzSettings.DurationVariable ? duration : name == FuzzSettings.SeedVariable ? seed : null));
}
