using System.Globalization;

namespace Tests;

/// <summary>How long a run takes, as <c>./test</c> passes it on: <c>90s</c>, <c>30m</c> or <c>8h</c>. Compiled into the test projects that have long runs.</summary>
internal static class RunDuration
{
    /// <exception cref="FormatException">The text is no duration; the message names the variable that it came from.</exception>
    public static TimeSpan Read(string variable, string text)
    {
        var unit = text[^1] switch
        {
            's' => TimeSpan.FromSeconds(1),
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            _ => throw new FormatException($"{variable} is a whole number of s, m or h, as 30m; not '{text}'."),
        };
        return unit * int.Parse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
