using Grpc.Core;
using Grpc.Net.Client;
using LocalHosting.Dashboard;
using LocalHosting.Dashboard.Protos;
using Microsoft.Extensions.DependencyInjection;

namespace LocalHosting.Tests;

/// <summary>What the dashboard is told, asked the way the dashboard asks.</summary>
public class DashboardContractTests
{
    /// <summary>Serves the dashboard without starting one.</summary>
    public static readonly string[] ServiceOnly = ["--LocalHosting:Dashboard=true", "--ASPIRE_CLI_PATH=/nowhere/aspire"];

    [Fact]
    public async Task The_first_answer_lists_every_resource_with_its_state_and_endpoints()
    {
        await using var app = await StartAsync();
        await app.LineAsync("talker", "hello");
        using var channel = Connect(app);
        using var watch = Client(channel).WatchResources(new WatchResourcesRequest(), Key(app), cancellationToken: app.Limit);

        Assert.True(await watch.ResponseStream.MoveNext(app.Limit));
        var resources = watch.ResponseStream.Current.InitialData.Resources.ToDictionary(resource => resource.DisplayName);

        Assert.Equal(["child", "quiet", "talker", "text"], resources.Keys.Order(StringComparer.Ordinal));
        var talker = resources["talker"];
        Assert.Equal("Running", talker.State);
        Assert.Equal("success", talker.StateStyle);
        Assert.StartsWith("talker-", talker.Name, StringComparison.Ordinal);
        Assert.Equal("Executable", talker.ResourceType);
        Assert.Equal(app.Application.GetEndpoint("talker"), new Uri(Assert.Single(talker.Urls).FullUrl));
        Assert.Contains(talker.Environment, variable => variable is { Name: "COLOUR", Value: "blue", IsFromSpec: true });
        Assert.Contains(talker.Relationships, relationship => relationship is { ResourceName: "text", Type: "Reference" });
        Assert.Equal(app.ProcessId("talker"), (int)Property(talker, "executable.pid").Value.NumberValue);
        Assert.NotNull(talker.StartedAt);
        Assert.Equal("NotStarted", resources["quiet"].State);
        Assert.Equal(talker.Name, Property(resources["child"], "resource.parentName").Value.StringValue);
    }

    [Fact]
    public async Task Secrets_are_marked()
    {
        await using var app = await StartAsync();
        await app.HealthyAsync("text");
        using var channel = Connect(app);
        using var watch = Client(channel).WatchResources(new WatchResourcesRequest(), Key(app), cancellationToken: app.Limit);

        Assert.True(await watch.ResponseStream.MoveNext(app.Limit));
        var text = watch.ResponseStream.Current.InitialData.Resources.Single(resource => resource.DisplayName == "text");

        Assert.True(Property(text, "resource.connectionString").IsSensitive);
        Assert.Equal("Secret=1", Property(text, "resource.connectionString").Value.StringValue);
    }

    [Fact]
    public async Task Changes_follow_as_they_happen()
    {
        await using var app = await StartAsync();
        using var channel = Connect(app);
        using var watch = Client(channel).WatchResources(new WatchResourcesRequest(), Key(app), cancellationToken: app.Limit);
        Assert.True(await watch.ResponseStream.MoveNext(app.Limit));

        await app.CommandAsync("quiet", KnownResourceCommands.StartCommand);

        var states = new List<string>();
        while (!states.Contains("Running") && await watch.ResponseStream.MoveNext(app.Limit))
        {
            states.AddRange(watch.ResponseStream.Current.Changes.Value.Select(change => change.Upsert).Where(resource => resource.DisplayName == "quiet").Select(resource => resource.State));
        }

        Assert.Contains("Running", states);
    }

    [Fact]
    public async Task Console_lines_are_kept_for_who_comes_late_and_follow_for_who_stays()
    {
        await using var app = await StartAsync();
        await app.LineAsync("talker", "hello");
        await app.LineAsync("talker", "trouble");
        using var channel = Connect(app);
        var request = new WatchResourceConsoleLogsRequest { ResourceName = Id(app, "talker") };
        using var watch = Client(channel).WatchResourceConsoleLogs(request, Key(app), cancellationToken: app.Limit);

        var lines = new List<ConsoleLogLine>();
        while (lines.Count < 2 && await watch.ResponseStream.MoveNext(app.Limit))
        {
            lines.AddRange(watch.ResponseStream.Current.LogLines);
        }

        Assert.Equal([1, 2], lines.Select(line => line.LineNumber));
        Assert.False(lines.Single(line => line.Text.EndsWith(" hello", StringComparison.Ordinal)).IsStdErr);
        Assert.True(lines.Single(line => line.Text.EndsWith(" trouble", StringComparison.Ordinal)).IsStdErr);
        // The dashboard reads the time of a line from its start.
        Assert.All(lines, line => Assert.True(DateTimeOffset.TryParse(line.Text.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture, out _)));

        await app.CommandAsync("talker", KnownResourceCommands.RestartCommand);
        Assert.True(await watch.ResponseStream.MoveNext(app.Limit));
        Assert.Equal(3, watch.ResponseStream.Current.LogLines[0].LineNumber);
    }

    [Fact]
    public async Task Console_lines_end_where_following_is_not_wanted()
    {
        await using var app = await StartAsync();
        await app.LineAsync("talker", "trouble");
        using var channel = Connect(app);
        var request = new WatchResourceConsoleLogsRequest { ResourceName = Id(app, "talker"), SuppressFollow = true };
        using var read = Client(channel).WatchResourceConsoleLogs(request, Key(app), cancellationToken: app.Limit);

        var lines = 0;
        while (await read.ResponseStream.MoveNext(app.Limit))
        {
            lines += read.ResponseStream.Current.LogLines.Count;
        }

        Assert.Equal(2, lines);
    }

    [Fact]
    public async Task The_dashboard_s_commands_are_carried_out_and_answered()
    {
        await using var app = await StartAsync();
        await app.HealthyAsync("talker");
        using var channel = Connect(app);

        var stopped = await Client(channel).ExecuteResourceCommandAsync(new ResourceCommandRequest { ResourceName = Id(app, "talker"), CommandName = "stop" }, Key(app), cancellationToken: app.Limit);
        Assert.Equal(ResourceCommandResponseKind.Succeeded, stopped.Kind);
        Assert.Equal(KnownResourceStates.Exited, app.Now("talker").State?.Text);

        var again = await Client(channel).ExecuteResourceCommandAsync(new ResourceCommandRequest { ResourceName = Id(app, "talker"), CommandName = "stop" }, Key(app), cancellationToken: app.Limit);
        Assert.Equal(ResourceCommandResponseKind.Failed, again.Kind);
        Assert.Contains("is not running", again.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_key_nothing_is_told()
    {
        await using var app = await StartAsync();
        using var channel = Connect(app);

        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await Client(channel).GetApplicationInformationAsync(new ApplicationInformationRequest(), new Metadata { { "x-resource-service-api-key", "guess" } }, cancellationToken: app.Limit));

        Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
    }

    [Fact]
    public async Task The_application_has_a_name()
    {
        await using var app = await StartAsync();
        using var channel = Connect(app);

        var information = await Client(channel).GetApplicationInformationAsync(new ApplicationInformationRequest(), Key(app), cancellationToken: app.Limit);

        Assert.NotEmpty(information.ApplicationName);
    }

    private static Task<TestApp> StartAsync() => TestApp.StartAsync(
        builder =>
        {
            var text = builder.AddConnectionString("text", ReferenceExpression.Create($"Secret={"1"}"));
            var talker = builder.AddShell("talker", $"echo hello; sleep 0.1; echo trouble >&2; {Shell.Forever}").WithHttpEndpoint(env: "PORT").WithEnvironment("COLOUR", "blue").WithReference(text);
            builder.AddShell("quiet", Shell.Forever).WithExplicitStart();
            builder.AddShell("child", Shell.Forever).WithParentRelationship(talker);
        },
        ServiceOnly);

    private static DashboardEndpoints Endpoints(TestApp app) => app.Application.Services.GetRequiredService<DashboardEndpoints>();

    private static GrpcChannel Connect(TestApp app) => GrpcChannel.ForAddress(Endpoints(app).ResourceService!);

    private static DashboardService.DashboardServiceClient Client(GrpcChannel channel) => new(channel);

    private static Metadata Key(TestApp app) => new() { { "x-resource-service-api-key", Endpoints(app).ResourceServiceKey } };

    private static ResourceProperty Property(LocalHosting.Dashboard.Protos.Resource resource, string name) => resource.Properties.Single(property => property.Name == name);

    private static string Id(TestApp app, string name) => app.Notifications.TryGetCurrentState(name, out var state) ? state.ResourceId : throw new InvalidOperationException(name);
}
