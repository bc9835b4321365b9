using System.Text.RegularExpressions;

namespace Deployment.Tests.Templates;

/// <summary>What wakes people, and what they find to read then.</summary>
public sealed partial class AlertTests(Forecast forecast)
{
    private static readonly string Runbook = File.ReadAllText(RepositoryFolder.PathOf("docs", "runbook.md"));

    [Fact]
    public void The_runbook_says_what_to_do_for_each_alert()
    {
        string[] alerts =
        [
            .. new[] { forecast.Platform, forecast.Api, forecast.Worker }
                .SelectMany(snapshot => snapshot.OfType("Microsoft.Insights/metricAlerts").Concat(snapshot.OfType("Microsoft.Insights/scheduledQueryRules")))
                .Select(alert => (string)alert["name"]!),
        ];

        Assert.Contains("pushes-stopped", alerts);
        Assert.Contains("notification-service-restarting", alerts);
        Assert.All(alerts, alert => Assert.Contains($"| `{alert}` |", Runbook, StringComparison.Ordinal));
    }

    /// <summary>The query is only text: a span that is called otherwise would make it alert for ever, or never.</summary>
    [Fact]
    public void The_alert_for_stopped_pushes_looks_for_what_the_programs_write()
    {
        var query = Query();

        var roles = Role().Matches(query).Select(match => match.Groups["name"].Value);
        Assert.Equal(new[] { forecast.Api, forecast.Worker }.Select(program => Forecast.Environment(program)["OTEL_SERVICE_NAME"]), roles);
        var push = PushSpan().Match(query).Groups["name"].Value;
        Assert.Contains(
            $"StartActivity(\"{push}\", ActivityKind.Producer", File.ReadAllText(RepositoryFolder.PathOf("NotificationService", "Pushing", "PushTelemetry.cs")), StringComparison.Ordinal);
    }

    /// <summary>Every kind of request that moves a tenant's head one change at a time; an import moves it too, and is a POST like the negotiation, which does not.</summary>
    [Fact]
    public void It_counts_the_requests_that_change_a_calendar()
    {
        var endpoints = string.Concat(Directory.EnumerateFiles(RepositoryFolder.PathOf("CalendarApi"), "*Endpoints.cs", SearchOption.AllDirectories).Select(File.ReadAllText));

        Assert.Equal(["DELETE", "PUT"], Verb().Matches(Query()).Select(match => match.Groups["verb"].Value).Order(StringComparer.Ordinal));
        Assert.All(["MapPut", "MapDelete"], map => Assert.Contains($".{map}(", endpoints, StringComparison.Ordinal));
        Assert.DoesNotContain(".MapPatch(", endpoints, StringComparison.Ordinal);
    }

    [Fact]
    public void Pushes_that_have_stopped_alert_the_same_people_in_every_size() => Assert.All([forecast.Platform, forecast.SmallPlatform], platform =>
    {
        var alert = platform.Single("Microsoft.Insights/scheduledQueryRules")["properties"]!;
        Assert.True((bool)alert["enabled"]!);
        Assert.Contains("outputs.workspaceId", (string)alert["scopes"]![0]!, StringComparison.Ordinal);
        Assert.Contains("outputs.actionGroupId", alert["actions"]!.ToJsonString(), StringComparison.Ordinal);
    });

    /// <summary>The lines that the runbook has the operator look for are lines that the worker writes.</summary>
    [Fact]
    public void The_lines_in_the_runbook_are_the_workers()
    {
        var sources = string.Concat(Directory.EnumerateFiles(RepositoryFolder.PathOf("NotificationService"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        var words = Words().Match(Runbook).Groups["words"].Value.Split(',', StringSplitOptions.TrimEntries).Select(word => word.Trim('\'')).ToArray();

        Assert.Equal(5, words.Length);
        Assert.All(words, word => Assert.Matches($"Message = \"[^\"]*{Regex.Escape(word)}", sources));
    }

    private string Query() => (string)forecast.Platform.Single("Microsoft.Insights/scheduledQueryRules")["properties"]!["criteria"]!["allOf"]![0]!["query"]!;

    [GeneratedRegex("AppRoleName == '(?<name>[^']+)'", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Role();

    [GeneratedRegex("Name == '(?<name>push[^']*)'", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex PushSpan();

    [GeneratedRegex("Name startswith '(?<verb>[A-Z]+) '", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Verb();

    [GeneratedRegex(@"Log has_any \((?<words>[^)]+)\)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Words();
}
