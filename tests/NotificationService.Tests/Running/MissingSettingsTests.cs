namespace NotificationService.Tests.Running;

public class MissingSettingsTests
{
    [Fact]
    public async Task All_settings_that_are_missing_or_wrong_are_named_at_once_without_a_stack_trace()
    {
        var (code, output, errors) = await Shell.TryAsync(
            "dotnet",
            [typeof(NotificationOptions).Assembly.Location, "--urls", "http://127.0.0.1:0", "--environment", "Production", "--Nudges:Audience=api://calendar", "--Notifications:Interval=1.00:00:00"],
            AppContext.BaseDirectory,
            TestContext.Current.CancellationToken);

        Assert.True(code == 78, $"ended with {code}: {output}{errors}");
        foreach (var name in (string[])["ConnectionStrings:calendar", "ConnectionStrings:signalr", "Nudges:Audience", "Interval"])
        {
            Assert.Contains($"\n  {name}", errors, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("   at ", output + errors, StringComparison.Ordinal);
    }
}
