using System.Globalization;

namespace Fuzzing.Tests.Running;

/// <summary>How long and with which seed. Most of a minute with seed 1, unless the environment says otherwise, as <c>./test --fuzz 2h --seed 7</c> does.</summary>
/// <param name="IsLong">Whether a person asked for it: then the public test data is among the seeds, and every two minutes begin with another seed.</param>
internal sealed record FuzzSettings(TimeSpan Duration, int Seed, bool IsLong)
{
    public const string DurationVariable = "CALENDAR_FUZZ";
    public const string SeedVariable = "CALENDAR_SEED";

    public static FuzzSettings Read(Func<string, string?> environment)
    {
        var duration = environment(DurationVariable);
        var seed = environment(SeedVariable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : 1;
        return string.IsNullOrEmpty(duration) ? new(TimeSpan.FromSeconds(45), seed, IsLong: false) : new(RunDuration.Read(DurationVariable, duration), seed, IsLong: true);
    }
}
