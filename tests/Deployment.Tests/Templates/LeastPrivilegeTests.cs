using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SignalRService;

namespace Deployment.Tests.Templates;

/// <summary>Permissions: only the necessary ones, and none by a key.</summary>
public sealed partial class LeastPrivilegeTests(Forecast forecast)
{
    private const string AcrPull = "7f951dda-4ed3-4680-a7ca-43fe172d538d";
    private const string AppServer = "420fcaa2-552c-430f-98ca-3264be4806c7";
    private const string RestApiOwner = "fd53cd77-2268-407a-8f46-7e7863d0f521";
    private const string DataContributor = "00000000-0000-0000-0000-000000000002";

    [Fact]
    public void The_worker_may_pull_its_image_and_send_to_groups_and_nothing_else()
    {
        var sender = forecast.Platform.Single("Microsoft.Authorization/roleDefinitions");
        Assert.Equal(Sorted(AcrPull, ((string)sender["id"]!).Split('/')[^1]), Sorted(Roles("worker", "Microsoft.Authorization/roleAssignments")));

        var permissions = Assert.Single(sender["properties"]!["permissions"]!.AsArray())!;
        Assert.Empty(permissions["actions"]!.AsArray());
        // None of auth/*: with these one could create tokens for any user of any tenant.
        Assert.Equal(["Microsoft.SignalRService/SignalR/group/send/action"], permissions["dataActions"]!.AsArray().Select(action => (string)action!));
        Assert.EndsWith("/resourceGroups/rg-sample", (string)Assert.Single(sender["properties"]!["assignableScopes"]!.AsArray())!, StringComparison.Ordinal);
    }

    [Fact]
    public void The_worker_asks_of_SignalR_only_what_its_role_allows()
    {
        var source = string.Concat(Directory.EnumerateFiles(RepositoryFolder.PathOf("NotificationService"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        var calls = typeof(SignalRHub).GetMethods().Select(method => method.Name).Where(name => name.EndsWith("Async", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal);

        Assert.Equal(["SendToGroupAsync"], calls.Where(call => source.Contains($".{call}", StringComparison.Ordinal)));
    }

    [Fact]
    public void Only_the_API_may_sign_clients_tokens()
    {
        Assert.Equal(Sorted(AcrPull, AppServer, RestApiOwner), Sorted(Roles("api", "Microsoft.Authorization/roleAssignments")));
        Assert.DoesNotContain(AppServer, Roles("worker", "Microsoft.Authorization/roleAssignments"));
    }

    [Fact]
    public void No_identity_has_a_role_beyond_one_resource() => Assert.All(
        forecast.Platform.OfType("Microsoft.Authorization/roleAssignments"),
        assignment => Assert.Matches("/providers/Microsoft.(SignalRService/signalR|ContainerRegistry/registries)/[^/]+/providers/", (string)assignment["id"]!));

    [Fact]
    public void The_worker_writes_to_nothing_but_its_leases()
    {
        var assignments = forecast.Platform.OfType("Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments").Where(assignment => Principal(assignment) == "worker").ToArray();
        var writing = Assert.Single(assignments, assignment => Role(assignment) == DataContributor);
        Assert.EndsWith("/dbs/calendar/colls/calendar-leases", (string)writing["properties"]!["scope"]!, StringComparison.Ordinal);

        var reader = forecast.Platform.Single("Microsoft.DocumentDB/databaseAccounts/sqlRoleDefinitions");
        Assert.All(assignments.Where(assignment => assignment != writing), assignment => Assert.EndsWith("/" + Role(assignment), (string)reader["id"]!, StringComparison.Ordinal));
        var actions = reader["properties"]!["permissions"]!.AsArray().SelectMany(permission => permission!["dataActions"]!.AsArray()).Select(action => (string)action!);
        Assert.All(actions, action => Assert.Matches("/(readMetadata|executeQuery|items/read|readChangeFeed)$", action));
    }

    [Fact]
    public void The_API_reads_and_writes_the_calendars_and_no_other_database()
    {
        var assignment = Assert.Single(forecast.Platform.OfType("Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments"), assignment => Principal(assignment) == "api");
        Assert.Equal(DataContributor, Role(assignment));
        Assert.EndsWith("/dbs/calendar/colls/calendar", (string)assignment["properties"]!["scope"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Microsoft.SignalRService/signalR")]
    [InlineData("Microsoft.DocumentDB/databaseAccounts")]
    public void Keys_do_not_work(string type) => Assert.True((bool)forecast.Platform.Single(type)["properties"]!["disableLocalAuth"]!);

    [Fact]
    public void The_registry_has_no_administrator_and_each_program_pulls_with_its_own_identity()
    {
        Assert.False((bool)forecast.Platform.Single("Microsoft.ContainerRegistry/registries")["properties"]!["adminUserEnabled"]!);
        Assert.All([("calendar-api", forecast.Api), ("notification-service", forecast.Worker)], program =>
        {
            var app = program.Item2.Single("Microsoft.App/containerApps");
            var identity = Assert.Single(app["identity"]!["userAssignedIdentities"]!.AsObject()).Key;
            Assert.EndsWith("/" + program.Item1, identity, StringComparison.Ordinal);
            Assert.Equal(identity, (string)Assert.Single(app["properties"]!["configuration"]!["registries"]!.AsArray())!["identity"]!);
        });
    }

    [Fact]
    public void Nothing_asks_for_a_key_or_holds_a_secret()
    {
        var sources = Directory.EnumerateFiles(RepositoryFolder.PathOf("infra"), "*.bicep*", SearchOption.AllDirectories).Select(File.ReadAllText);
        Assert.All(sources, source => Assert.DoesNotMatch(@"(?i)list(keys|secrets|adminkeys|connectionstrings|credentials)\b", source));
        Assert.All([forecast.Platform, forecast.Api, forecast.Worker], snapshot =>
        {
            Assert.DoesNotMatch("(?i)(AccountKey|AccessKey|SharedAccessKey|password|secretRef)", snapshot.Text);
            Assert.DoesNotContain(snapshot.OfType("Microsoft.App/containerApps"), app => app["properties"]!["configuration"]!["secrets"] is not null);
        });
    }

    private IEnumerable<string> Roles(string principal, string type) => forecast.Platform.OfType(type).Where(assignment => Principal(assignment) == principal).Select(Role);

    private static string Role(JsonNode assignment) => ((string)assignment["properties"]!["roleDefinitionId"]!).Split('/')[^1];

    /// <summary>Only Azure knows an identity's principal id. The forecast shows which output of the identities' module it is.</summary>
    private static string Principal(JsonNode assignment) => Output().Match((string)assignment["properties"]!["principalId"]!).Groups["name"].Value;

    private static string[] Sorted(params IEnumerable<string> items) => [.. items.Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"format\('identities-.*\.outputs\.(?<name>\w+)\.value\.principalId\]$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Output();
}
