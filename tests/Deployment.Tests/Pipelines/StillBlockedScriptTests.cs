namespace Deployment.Tests.Pipelines;

/// <summary>infra/hooks/still-blocked.sh, with an <c>az</c> that answers what the running API has in its environment.</summary>
public sealed class StillBlockedScriptTests : IDisposable
{
    private const string First = "aaaaaaaa-1111-4111-8111-111111111111";
    private const string Second = "bbbbbbbb-2222-4222-8222-222222222222";
    private const string User = $"{Second}:00000000-0000-4000-8000-0000000000dd";

    private readonly ToolFolder tools = new();

    [Fact]
    public async Task An_older_list_is_not_deployed()
    {
        Runs(First, Second, User);

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(("CALENDAR_BLOCKED_TENANTS", First), ("CALENDAR_BLOCKED_USERS", "none")));

        Assert.Contains($"the running system blocks {Second} {User} and the lists", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("azd env refresh", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_with_all_of_them_is_deployed_however_it_is_written()
    {
        Runs(First.ToUpperInvariant(), User);

        await RunAsync(("CALENDAR_BLOCKED_TENANTS", $"{Second}, {First}"), ("CALENDAR_BLOCKED_USERS", User));
    }

    [Fact]
    public async Task Who_is_named_for_it_is_unblocked()
    {
        Runs(First, User);

        await RunAsync(("CALENDAR_BLOCKED_TENANTS", "none"), ("CALENDAR_BLOCKED_USERS", User), ("CALENDAR_UNBLOCK", First));
    }

    [Fact]
    public async Task A_first_deployment_unblocks_nobody()
    {
        Runs();

        await RunAsync(("CALENDAR_BLOCKED_TENANTS", "none"), ("CALENDAR_BLOCKED_USERS", "none"));

        Assert.Contains("resourceGroup=='rg-sample'", await File.ReadAllTextAsync(tools.Noted, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_Azure_cannot_be_asked_nothing_is_deployed()
    {
        tools.Add("az", "echo 'Please run az login' >&2; exit 1");

        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(("CALENDAR_BLOCKED_TENANTS", First)));
    }

    /// <summary>The workflow's deployer has no Azure CLI signed in.</summary>
    [Fact]
    public async Task In_GitHub_the_variables_are_the_only_lists()
    {
        Runs(First);

        await RunAsync(("CALENDAR_BLOCKED_TENANTS", "none"), ("GITHUB_ACTIONS", "true"));

        Assert.False(File.Exists(tools.Noted));
    }

    public void Dispose() => tools.Dispose();

    /// <summary>One line per value, as <c>--output tsv</c> writes them.</summary>
    private void Runs(params string[] blocked) => tools.Add("az", $$"""
        printf '%s\n' "$*" >> "{{tools.Noted}}"
        printf '%s' '{{string.Concat(blocked.Select(id => id + "\n"))}}'
        """);

    private Task<string> RunAsync(params (string Name, string Value)[] settings)
    {
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["AZURE_ENV_NAME"] = "sample",
            ["AZURE_SUBSCRIPTION_ID"] = "00000000-0000-4000-8000-000000000001",
            ["CALENDAR_BLOCKED_TENANTS"] = null,
            ["CALENDAR_BLOCKED_USERS"] = null,
            ["CALENDAR_UNBLOCK"] = null,
            ["GITHUB_ACTIONS"] = null,
        };
        foreach (var (name, value) in settings)
        {
            environment[name] = value;
        }

        return tools.RunAsync(RepositoryFolder.PathOf("infra", "hooks", "still-blocked.sh"), [], environment);
    }
}
