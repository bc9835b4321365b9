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
        return string.IsNullOrEmpty(soak) ? new(TimeSpan.FromMinutes(1), seed, IsSoak: false) : new(ReadDuration(soak), seed, IsSoak: true);
    }

    private static TimeSpan ReadDuration(string text)
    {
        var unit = text[^1] switch
        {
            's' => TimeSpan.FromSeconds(1),
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            _ => throw new FormatException($"{SoakVariable} is a whole number of s, m or h, as 30m; not '{text}'."),
        };
        return unit * int.Parse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
