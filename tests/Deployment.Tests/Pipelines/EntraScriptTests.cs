using System.Text.Json.Nodes;

namespace Deployment.Tests.Pipelines;

/// <summary>infra/hooks/entra.sh, with an <c>az</c> and an <c>azd</c> that record their calls.</summary>
public sealed class EntraScriptTests : IDisposable
{
    private const string Application = "00000000-0000-4000-8000-0000000000ee";

    private readonly ToolFolder tools = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public EntraScriptTests()
    {
        // One line per call. `create` and `list` answer like the real ones with --query … --output tsv.
        tools.Add("az", $$"""
            printf '%s\n' "$*" >> "{{tools.Noted}}"
            case "$1 $2 $3" in
              "ad app list") [ -f "{{tools.PathOf("exists")}}" ] && echo {{Application}}; : ;;
              "ad app create") touch "{{tools.PathOf("exists")}}"; echo {{Application}} ;;
            esac
            """);
        tools.Add("azd", $$"""printf 'azd %s\n' "$*" >> "{{tools.Noted}}" """);
    }

    [Fact]
    public async Task The_application_offers_the_scopes_that_the_API_checks()
    {
        await RunAsync("create");

        var scopes = Body(await CallsAsync())["api"]!["oauth2PermissionScopes"]!.AsArray();
        var source = await File.ReadAllTextAsync(RepositoryFolder.PathOf("CalendarApi", "Authentication", "Scopes.cs"), Cancel);
        Assert.Equal(["Calendars.Read", "Calendars.ReadWrite", "access_as_user"], scopes.Select(scope => (string)scope!["value"]!).Order(StringComparer.Ordinal));
        Assert.All(scopes, scope => Assert.Contains($"\"{scope!["value"]}\"", source, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tokens_are_of_version_2_and_Microsofts_clients_get_them_without_asking()
    {
        await RunAsync("create");

        var api = Body(await CallsAsync())["api"]!;
        Assert.Equal(2, (int)api["requestedAccessTokenVersion"]!);
        var scopes = api["oauth2PermissionScopes"]!.AsArray().Select(scope => (string)scope!["id"]!).ToHashSet(StringComparer.Ordinal);
        var clients = api["preAuthorizedApplications"]!.AsArray();
        Assert.Contains(clients, client => (string)client!["appId"]! == "1fec8e78-bce4-4aaf-ab1b-5451cc387264");
        Assert.Contains(clients, client => (string)client!["appId"]! == "5e3ce6c0-2b1f-4285-8d4b-75ee78787346");
        Assert.All(clients, client => Assert.Equivalent(scopes, client!["delegatedPermissionIds"]!.AsArray().Select(id => (string)id!).ToHashSet(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task Scopes_are_there_before_anybody_is_authorized_for_them()
    {
        await RunAsync("create");

        var patches = (await CallsAsync()).Where(call => call.StartsWith("rest", StringComparison.Ordinal)).ToArray();
        Assert.Equal(2, patches.Length);
        Assert.DoesNotContain("preAuthorizedApplications", patches[0], StringComparison.Ordinal);
        Assert.Contains("preAuthorizedApplications", patches[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Repeating_it_registers_no_second_application()
    {
        await RunAsync("create");
        await RunAsync("create");

        Assert.Single(await CallsAsync(), call => call.StartsWith("ad app create", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_application_that_was_given_is_left_alone()
    {
        await RunAsync("create", ("ENTRA_CLIENT_ID", Application));
        await RunAsync("bind", ("ENTRA_CLIENT_ID", Application));

        Assert.False(File.Exists(tools.Noted));
    }

    [Fact]
    public async Task It_is_told_the_names_under_which_tokens_are_asked_for_and_where_people_come_back_to()
    {
        await RunAsync("bind", ("ENTRA_CLIENT_ID", Application), ("ENTRA_APPLICATION_BY_SCRIPT", Application), ("CALENDAR_CUSTOM_DOMAINS", "calendar.contoso.example"),
            ("CALENDAR_ORIGINS", "https://intranet.contoso.example"));

        var body = Body(await CallsAsync());
        Assert.Equal(
            [$"api://{Application}", $"api://calendar.contoso.example/{Application}", $"api://calendar-api.sample.example/{Application}"],
            body["identifierUris"]!.AsArray().Select(uri => (string)uri!));
        var redirects = body["spa"]!["redirectUris"]!.AsArray().Select(uri => (string)uri!).ToArray();
        Assert.Equal(["https://calendar.contoso.example/signin", "https://calendar-api.sample.example/signin", "https://intranet.contoso.example/signin"], redirects);
        Assert.Contains("/signin`", await File.ReadAllTextAsync(RepositoryFolder.PathOf("CalendarWeb", "src", "auth", "oidcAuth.ts"), Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Teams_is_told_the_application_by_the_domain_that_serves_the_tab()
    {
        var manifest = JsonNode.Parse(await RunAsync("manifest", ("ENTRA_CLIENT_ID", Application)))!;

        Assert.Equal(Application, (string)manifest["webApplicationInfo"]!["id"]!);
        Assert.Equal($"api://calendar-api.sample.example/{Application}", (string)manifest["webApplicationInfo"]!["resource"]!);
    }

    public void Dispose() => tools.Dispose();

    private async Task<string> RunAsync(string verb, params (string Name, string Value)[] settings)
    {
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["AZURE_ENV_NAME"] = "sample",
            ["CALENDAR_API_HOST"] = "calendar-api.sample.example",
            ["CALENDAR_CUSTOM_DOMAINS"] = null,
            ["CALENDAR_ORIGINS"] = null,
            ["ENTRA_CLIENT_ID"] = null,
            ["ENTRA_APPLICATION_BY_SCRIPT"] = null,
        };
        foreach (var (name, value) in settings)
        {
            environment[name] = value;
        }

        return await tools.RunAsync(RepositoryFolder.PathOf("infra", "hooks", "entra.sh"), [verb], environment);
    }

    private Task<string[]> CallsAsync() => File.ReadAllLinesAsync(tools.Noted, Cancel);

    /// <summary>The body of the last call to Graph.</summary>
    private static JsonNode Body(string[] calls)
    {
        var call = calls.Last(call => call.StartsWith("rest --method PATCH", StringComparison.Ordinal));
        var start = call.IndexOf("--body ", StringComparison.Ordinal) + "--body ".Length;
        return JsonNode.Parse(call[start..call.LastIndexOf(" --output", StringComparison.Ordinal)])!;
    }
}
