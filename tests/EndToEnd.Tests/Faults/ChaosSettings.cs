using System.Globalization;

namespace EndToEnd.Tests.Faults;

/// <summary>How long and with which seed. A minute of seed 1 unless the environment says otherwise, as <c>./test --soak 30m --seed 7</c> does.</summary>
/// <param name="IsSoak">A long run: with figures in a file of their own.</param>
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
