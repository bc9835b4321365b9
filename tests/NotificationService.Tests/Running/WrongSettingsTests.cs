namespace NotificationService.Tests.Running;

/// <summary>The program as a process, because its exit code and its only message are what an operator has.</summary>
public class WrongSettingsTests
{
    [Fact]
    public async Task All_settings_that_are_missing_or_wrong_are_named_at_once_without_a_stack_trace()
    {
        var refusal = await RefusalAsync("--environment=Production", "--Nudges:Audience=api://calendar", "--Notifications:Interval=1.00:00:00");

        foreach (var name in (string[])["ConnectionStrings:calendar", "ConnectionStrings:signalr", "Nudges:Audience", "Interval"])
        {
            Assert.Contains($"\n  {name}", refusal, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Notifications:Interval", "00:01:00", "Interval")]
    [InlineData("Notifications:MaxParallelPushes", "0", "MaxParallelPushes")]
    [InlineData("Notifications:ReannounceAfter", "00:00:30", "ReannounceAfter")]
    [InlineData("Nudges:PerSecond", "0", "PerSecond")]
    [InlineData("ConnectionStrings:signalr", "Endpoint=https://a.example", "ConnectionStrings:signalr")]
    [InlineData("ConnectionStrings:calendar", "nowhere", "ConnectionStrings:calendar")]
    public async Task A_setting_out_of_range_stops_the_start(string key, string value, string named) =>
        Assert.Contains($"\n  {named}: ", await RefusalAsync($"--{key}={value}"), StringComparison.Ordinal);

    private static async Task<string> RefusalAsync(params string[] settings)
    {
        var (code, output, errors) = await Shell.TryAsync(
            "dotnet", [typeof(NotificationOptions).Assembly.Location, "--urls=http://127.0.0.1:0", .. settings], AppContext.BaseDirectory, TestContext.Current.CancellationToken);

        Assert.True(code == 78, $"ended with {code}: {output}{errors}");
        Assert.DoesNotContain("   at ", output + errors, StringComparison.Ordinal);
        return errors;
    }
}
