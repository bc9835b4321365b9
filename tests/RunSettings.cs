using System.Globalization;

namespace Tests;

/// <summary>How long the faults, the fuzzer or the abuse run, and from which seed. <c>./test --soak 30m --seed 7</c> sets both. Compiled into the test projects that have such runs.</summary>
/// <param name="IsLong">Whether a person asked for the duration. If not, the run is the short one of each <c>./test</c>.</param>
internal sealed record RunSettings(TimeSpan Duration, int Seed, bool IsLong)
{
    public const string SeedVariable = "CALENDAR_SEED";

    /// <param name="variable">The environment's variable for the duration: <c>90s</c>, <c>30m</c> or <c>8h</c>.</param>
    /// <param name="usual">The duration if the variable is not set.</param>
    /// <param name="environment">The variables.</param>
    /// <exception cref="FormatException">The duration or the seed cannot be read; the message names the variable.</exception>
    public static RunSettings Read(string variable, TimeSpan usual, Func<string, string?> environment)
    {
        var seed = environment(SeedVariable) is { Length: > 0 } given ? Number(SeedVariable, given, "a whole number") : 1;
        return environment(variable) is { Length: > 0 } text ? new(DurationOf(variable, text), seed, IsLong: true) : new(usual, seed, IsLong: false);
    }

    private static TimeSpan DurationOf(string variable, string text)
    {
        const string Expected = "a whole number of s, m or h, as 30m";
        var unit = text[^1] switch
        {
            's' => TimeSpan.FromSeconds(1),
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            _ => throw Unreadable(variable, text, Expected),
        };
        return unit * Number(variable, text[..^1], Expected);
    }

    private static int Number(string variable, string text, string expected) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Unreadable(variable, text, expected);

    private static FormatException Unreadable(string variable, string text, string expected) => new($"{variable} is {expected}; not '{text}'.");
}
