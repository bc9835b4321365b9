using System.Text.RegularExpressions;

namespace Deployment.Tests.Templates;

/// <summary>The values in azd's environment, which templates, hooks and people exchange.</summary>
public sealed partial class ParameterTests(Forecast forecast)
{
    /// <summary>azd's own values: it asks for some at the start, and sets others when an image was pushed (<c>SERVICE_{NAME}_IMAGE_NAME</c>).</summary>
    private static readonly string[] OfAzd = ["AZURE_ENV_NAME", "AZURE_LOCATION", "SERVICE_CALENDAR_API_IMAGE_NAME", "SERVICE_NOTIFICATION_SERVICE_IMAGE_NAME"];

    /// <summary>What people set: all that the platform reads, and azd does not know by itself. The hook sets one of them.</summary>
    private static readonly string[] Settings = [.. ReadBy("main.bicepparam").Except(OfAzd, StringComparer.Ordinal)];

    [Fact]
    public void Every_variable_that_the_programs_templates_need_is_an_output_of_the_platform_or_azds()
    {
        string[] programs = [.. ReadBy("calendar-api.bicepparam"), .. ReadBy("notification-service.bicepparam")];

        Assert.Empty(programs.Except([.. forecast.Platform.Outputs, .. OfAzd], StringComparer.Ordinal));
    }

    [Fact]
    public void Every_setting_that_people_may_give_is_listed_in_the_documents()
    {
        var document = File.ReadAllText(RepositoryFolder.PathOf("docs", "deployment.md"));

        Assert.Contains("CALENDAR_TENANTS", Settings);
        Assert.All(Settings, name => Assert.Contains($"`{name}`", document, StringComparison.Ordinal));
    }

    /// <summary>Otherwise a deployment from GitHub would undo what was set by hand.</summary>
    [Fact]
    public void Every_setting_that_people_may_give_is_kept_for_the_pipeline()
    {
        var kept = File.ReadLines(RepositoryFolder.PathOf("azure.yaml")).Select(line => line.Trim()).Where(line => line.StartsWith("- ", StringComparison.Ordinal)).Select(line => line[2..]);

        Assert.Empty(Settings.Except(kept, StringComparer.Ordinal));
    }

    /// <summary>Else a deployment from another machine would take back what was set on the first one.</summary>
    [Fact]
    public void Every_setting_that_people_may_give_is_brought_to_another_machine() => Assert.Empty(Settings.Except(forecast.Platform.Outputs, StringComparer.Ordinal));

    /// <summary>azd compiles the file to find out what the outputs are, before it knows any of them.</summary>
    [Fact]
    public async Task Another_machine_that_knows_no_setting_can_ask_for_them()
    {
        var environment = SampleEnvironment.Read();
        foreach (var name in Settings)
        {
            environment[name] = null;
        }

        await Shell.RunAsync(
            BicepProgram.Path, ["build-params", RepositoryFolder.PathOf("infra", "main.bicepparam"), "--stdout"], TestContext.Current.CancellationToken, environment: environment);
    }

    /// <summary>In GitHub a variable that is not set is an empty text. A list without an item must not be taken for the word that asks for an empty list.</summary>
    [Theory]
    [InlineData("main", "", "", "", "", "CALENDAR_SIZE, CALENDAR_TENANTS, CALENDAR_BLOCKED_TENANTS, CALENDAR_BLOCKED_USERS")]
    [InlineData("main", "prod", ",", " ", "none", "CALENDAR_TENANTS, CALENDAR_BLOCKED_TENANTS, CALENDAR_PUSH_ADDRESSES")]
    [InlineData("calendar-api", "prod", "", " , ", "", "CALENDAR_TENANTS, CALENDAR_BLOCKED_TENANTS, CALENDAR_BLOCKED_USERS")]
    public async Task What_would_let_somebody_in_has_no_default_and_all_that_is_missing_is_named_at_once(
        string template, string size, string tenants, string blockedTenants, string blockedUsers, string missing)
    {
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => Snapshot.OfAsync(
            template, size, TestContext.Current.CancellationToken, ("CALENDAR_TENANTS", tenants), ("CALENDAR_BLOCKED_TENANTS", blockedTenants),
            ("CALENDAR_BLOCKED_USERS", blockedUsers), ("CALENDAR_PUSH_ADDRESSES", "")));

        Assert.Contains("Not set: ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("(the ids of the tenants that may use the system, or * for any tenant)", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("azd env refresh", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(missing, string.Join(", ", Missing().Matches(refusal.Message).Select(match => match.Groups["name"].Value)));
    }

    /// <summary>Only <c>prod</c> restricts who may push images.</summary>
    [Fact]
    public async Task Dev_asks_for_no_addresses()
    {
        var platform = await Snapshot.OfAsync("main", "dev", TestContext.Current.CancellationToken, ("CALENDAR_PUSH_ADDRESSES", ""));

        Assert.Equal("Basic", (string)platform.Single("Microsoft.ContainerRegistry/registries")["sku"]!["name"]!);
    }

    [Fact]
    public Task Zones_are_had_or_not() => Assert.ThrowsAsync<InvalidOperationException>(
        () => Snapshot.OfAsync("main", "dev", TestContext.Current.CancellationToken, ("CALENDAR_ZONE_REDUNDANT", "two")));

    [Fact]
    public Task A_misspelt_size_is_refused() => Assert.ThrowsAsync<InvalidOperationException>(
        () => Snapshot.OfAsync("main", "production", TestContext.Current.CancellationToken));

    private static string[] ReadBy(string file) =>
        [.. Variable().Matches(File.ReadAllText(RepositoryFolder.PathOf("infra", file))).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal)];

    [GeneratedRegex(@"readEnvironmentVariable\('(?<name>\w+)'", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Variable();

    [GeneratedRegex(@"(?<name>CALENDAR_\w+) \(", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Missing();
}
