using System.Globalization;

namespace EndToEnd.Tests.Faults;

/// <summary>The duration and the seed of a run: one minute and 1, unless the environment has others. <c>./test --soak 30m --seed 7</c> sets both.</summary>
/// <param name="IsSoak">A long run. Its figures go to a separate file.</param>
internal sealed record ChaosSettings(TimeSpan Duration, int Seed, bool IsSoak)
{
    /// <summary><c>90s</c>, <c>30m</c> or <c>8h</c>.</summary>
    public const string SoakVariable = "CALENDAR_SOAK";

    public const string SeedVariable = "CALENDAR_SEED";

    public static ChaosSettings Read(Func<string, string?> environment)
    {
        var soak = environment(SoakVariable);
        var seed = environment(SeedVariable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : 1;
        return string.IsNullOrEmpty(soak) ? new(TimeSpan.FromMinutes(1), seed, IsSoak: false) : new(RunDuration.Read(SoakVariable, soak), seed, IsSoak: true);
    }
}
