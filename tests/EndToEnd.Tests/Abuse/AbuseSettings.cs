namespace EndToEnd.Tests.Abuse;

/// <summary>How long: half a minute, unless the environment says otherwise, as <c>./test --abuse 10m</c> does.</summary>
/// <param name="IsLong">Whether a person asked for it: only then times are judged, as the machine has nothing else to do.</param>
internal sealed record AbuseSettings(TimeSpan Duration, bool IsLong)
{
    public const string DurationVariable = "CALENDAR_ABUSE";

    public static AbuseSettings Read(Func<string, string?> environment) =>
        environment(DurationVariable) is { Length: > 0 } text ? new(RunDuration.Read(DurationVariable, text), IsLong: true) : new(TimeSpan.FromSeconds(30), IsLong: false);
}
