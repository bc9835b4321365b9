using System.Text.RegularExpressions;

namespace Deployment.Tests.Templates;

/// <summary>The values in azd's environment, which templates, hooks and people exchange.</summary>
public sealed partial class ParameterTests(Forecast forecast)
{
    /// <summary>azd's own values: it asks for some at the start, and sets others when an image was pushed (<c>SERVICE_{NAME}_IMAGE_NAME</c>).</summary>
    private static readonly string[] OfAzd = ["AZURE_ENV_NAME", "AZURE_LOCATION", "SERVICE_CALENDAR_API_IMAGE_NAME", "SERVICE_NOTIFICATION_SERVICE_IMAGE_NAME"];

    /// <summary>The hook's.</summary>
    private const string OfEntra = "ENTRA_CLIENT_ID";

    private static IEnumerable<(string Name, bool IsOptional)> Asked => Directory.EnumerateFiles(RepositoryFolder.PathOf("infra"), "*.bicepparam")
        .SelectMany(file => Variable().Matches(File.ReadAllText(file)))
        .Select(match => (match.Groups["name"].Value, match.Groups["default"].Success));

    [Fact]
    public void Every_variable_that_the_programs_templates_need_is_an_output_of_the_platform_or_azds_or_the_hooks()
    {
        var missing = Asked.Where(variable => !variable.IsOptional).Select(variable => variable.Name).Distinct(StringComparer.Ordinal)
            .Except([.. forecast.Platform.Outputs, .. OfAzd, OfEntra], StringComparer.Ordinal);

        Assert.Empty(missing);
    }

    [Fact]
    public void Every_setting_that_people_may_give_is_listed_in_the_documents()
    {
        var document = File.ReadAllText(RepositoryFolder.PathOf("docs", "deployment.md"));

        Assert.All(Asked.Where(variable => variable.IsOptional && !forecast.Platform.Outputs.Contains(variable.Name)), variable => Assert.Contains($"`{variable.Name}`", document, StringComparison.Ordinal));
    }

    /// <summary>Otherwise a deployment from GitHub would undo what was set by hand.</summary>
    [Fact]
    public void Every_setting_that_people_may_give_is_kept_for_the_pipeline()
    {
        var kept = File.ReadLines(RepositoryFolder.PathOf("azure.yaml")).Select(line => line.Trim()).Where(line => line.StartsWith("- ", StringComparison.Ordinal)).Select(line => line[2..]);

        Assert.Empty(Asked.Where(variable => variable.IsOptional).Select(variable => variable.Name).Distinct(StringComparer.Ordinal).Except([.. forecast.Platform.Outputs, .. kept], StringComparer.Ordinal));
    }

    [Fact]
    public Task Zones_are_had_or_not() => Assert.ThrowsAsync<InvalidOperationException>(
        () => Snapshot.OfAsync("main", "dev", TestContext.Current.CancellationToken, ("CALENDAR_ZONE_REDUNDANT", "two")));

    [Fact]
    public Task A_misspelt_size_is_refused() => Assert.ThrowsAsync<InvalidOperationException>(
        () => Snapshot.OfAsync("main", "production", TestContext.Current.CancellationToken));

    [GeneratedRegex(@"readEnvironmentVariable\('(?<name>\w+)'(?<default>, '[^']*')?\)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Variable();
}
