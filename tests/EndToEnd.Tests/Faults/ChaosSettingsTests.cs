namespace EndToEnd.Tests.Faults;

public class ChaosSettingsTests
{
    [Theory]
    [InlineData(null, null, 60, 1, false)]
    [InlineData("", "", 60, 1, false)]
    [InlineData(null, "7", 60, 7, false)]
    [InlineData("90s", null, 90, 1, true)]
    [InlineData("30m", "12", 1_800, 12, true)]
    [InlineData("8h", null, 28_800, 1, true)]
    public void Duration_and_seed_come_from_the_environment(string? soak, string? seed, int seconds, int readSeed, bool isSoak) =>
        Assert.Equal(new ChaosSettings(TimeSpan.FromSeconds(seconds), readSeed, isSoak), Read(soak, seed));

    [Theory]
    [InlineData("30", null)]
    [InlineData("m", null)]
    [InlineData("-5m", null)]
    [InlineData("1.5h", null)]
    [InlineData(null, "seven")]
    public void What_cannot_be_read_is_not_taken_for_something_else(string? soak, string? seed) => Assert.Throws<FormatException>(() => Read(soak, seed));

    private static ChaosSettings Read(string? soak, string? seed) =>
        ChaosSettings.Read(name => name == ChaosSettings.SoakVariable ? soak : name == ChaosSettings.SeedVariable ? seed : null);
}
