using Deployment.Tests.Templates;
using YamlDotNet.RepresentationModel;

namespace Deployment.Tests.Pipelines;

/// <summary>The workflows and azure.yaml, as far as they can be checked without GitHub and Azure.</summary>
public sealed class WorkflowTests
{
    /// <summary>The name that <c>azd pipeline config</c> looks for. It ignores any other name and offers its own workflow.</summary>
    private const string Deploy = "azure-dev.yml";

    public static TheoryData<string> Workflows => [.. Directory.EnumerateFiles(RepositoryFolder.PathOf(".github", "workflows")).Select(Path.GetFileName).OfType<string>()];

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Actions_are_pinned_to_a_commit_and_say_which_version_it_is(string workflow)
    {
        var uses = File.ReadLines(RepositoryFolder.PathOf(".github", "workflows", workflow)).Where(line => line.Contains("uses:", StringComparison.Ordinal)).ToArray();

        Assert.NotEmpty(uses);
        Assert.All(uses, line => Assert.Matches(@"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line));
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Nothing_is_permitted_that_is_not_said_and_no_secret_is_used(string workflow)
    {
        var root = Read(".github", "workflows", workflow);

        // Without it the token has the repository's default permissions.
        var permissions = (YamlMappingNode)root["permissions"];
        Assert.All(permissions, permission => Assert.Equal(("contents", "read"), ((string)permission.Key!, (string)permission.Value!)));
        Assert.DoesNotContain("secrets.", File.ReadAllText(RepositoryFolder.PathOf(".github", "workflows", workflow)), StringComparison.Ordinal);
        Assert.All((YamlMappingNode)root["jobs"], job => Assert.NotNull(((YamlMappingNode)job.Value)["timeout-minutes"]));
    }

    [Fact]
    public void Deploying_needs_an_identity_token_and_waits_for_the_tests()
    {
        var root = Read(".github", "workflows", Deploy);
        var permissions = (YamlMappingNode)root["jobs"]["deploy"]["permissions"];

        Assert.Equal(["contents: read", "id-token: write"], permissions.Select(permission => $"{permission.Key}: {permission.Value}").Order(StringComparer.Ordinal));
        Assert.Equal((string)Read(".github", "workflows", "test.yml")["name"]!, (string)root["on"]["workflow_run"]["workflows"][0]!);
        // People approve a deployment there, and without it the deployer's credential does not work.
        Assert.Equal("production", (string)root["jobs"]["deploy"]["environment"]!);
        Assert.Contains("repo:OWNER/REPOSITORY:environment:production", File.ReadAllText(RepositoryFolder.PathOf("docs", "deployment.md")), StringComparison.Ordinal);
        Assert.Contains("github.event.workflow_run.conclusion == 'success'", (string)root["jobs"]["deploy"]["if"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void What_azd_keeps_for_the_pipeline_reaches_it()
    {
        var kept = ((YamlSequenceNode)Read("azure.yaml")["pipeline"]["variables"]).Select(name => (string)name!);
        var given = ((YamlMappingNode)Read(".github", "workflows", Deploy)["jobs"]["deploy"]["env"]).Select(variable => (string)variable.Key!);

        Assert.Empty(kept.Except(given, StringComparer.Ordinal));
    }

    [Fact]
    public void No_setting_has_a_default_in_the_pipeline_that_it_has_not_at_home()
    {
        var environment = (YamlMappingNode)Read(".github", "workflows", Deploy)["jobs"]["deploy"]["env"];

        Assert.All(environment, variable => Assert.Equal("${{ vars." + variable.Key + " }}", (string)variable.Value!));
    }

    [Theory]
    [InlineData("CALENDAR_SIZE")]
    [InlineData("ENTRA_CLIENT_ID")]
    [InlineData("CALENDAR_TENANTS")]
    [InlineData("CALENDAR_BLOCKED_TENANTS")]
    [InlineData("CALENDAR_BLOCKED_USERS")]
    public async Task A_deployment_stops_where_something_without_a_default_is_not_set(string name)
    {
        var step = (string)Read(".github", "workflows", Deploy)["jobs"]["deploy"]["steps"][0]["run"]!;
        var environment = SampleEnvironment.Read();
        environment["CALENDAR_SIZE"] = "prod";
        await Shell.RunAsync("bash", ["-ec", step], RepositoryFolder.Root, TestContext.Current.CancellationToken, environment);

        environment[name] = "";
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(
            () => Shell.RunAsync("bash", ["-ec", step], RepositoryFolder.Root, TestContext.Current.CancellationToken, environment));
        Assert.Contains($"variable {name} is not set", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_service_has_a_project_and_a_template_of_its_own()
    {
        var services = (YamlMappingNode)Read("azure.yaml")["services"];

        Assert.Equal(["calendar-api", "notification-service"], services.Select(service => (string)service.Key!).Order(StringComparer.Ordinal));
        Assert.All(services, service =>
        {
            Assert.True(Directory.Exists(RepositoryFolder.PathOf((string)service.Value["project"]!)));
            Assert.True(File.Exists(RepositoryFolder.PathOf("infra", $"{service.Key}.bicepparam")));
            // With one, azd would need Docker.
            Assert.False(File.Exists(RepositoryFolder.PathOf((string)service.Value["project"]!, "Dockerfile")));
        });
    }

    [Fact]
    public void Hooks_are_scripts_that_can_be_run() => Assert.All(["preprovision", "postprovision", "predeploy"], hook => Assert.All(Scripts(hook), path =>
    {
        var script = RepositoryFolder.PathOf(path);
        Assert.True(File.Exists(script));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(script).HasFlag(UnixFileMode.UserExecute));
    }));

    /// <summary>Before provisioning too: it would store the older lists as those that another machine gets.</summary>
    [Theory]
    [InlineData("preprovision")]
    [InlineData("predeploy")]
    public void Before_anything_is_deployed_the_blocked_are_compared_with_what_runs(string hook) => Assert.Equal("infra/hooks/still-blocked.sh", Scripts(hook)[0]);

    private static string[] Scripts(string hook) => Read("azure.yaml")["hooks"][hook] is YamlSequenceNode several
        ? [.. several.Select(Script)]
        : [Script(Read("azure.yaml")["hooks"][hook])];

    private static string Script(YamlNode hook) => ((string)hook["run"]!).Split(' ')[0];

    private static YamlNode Read(params ReadOnlySpan<string> parts)
    {
        using var reader = File.OpenText(RepositoryFolder.PathOf(parts));
        var stream = new YamlStream();
        stream.Load(reader);
        return Assert.Single(stream.Documents).RootNode;
    }
}
