using System.Net;

namespace LocalHosting.Tests.RealAppHost;

/// <summary>The AppHost of this repository under the testing builder.</summary>
public class TestingBuilderTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Several_applications_run_side_by_side_in_one_process()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        using var folder = new TemporaryFolder();

        var builders = await Task.WhenAll(CreateAsync(folder, "a", limit.Token), CreateAsync(folder, "b", limit.Token));
        try
        {
            var apps = await Task.WhenAll(builders.Select(builder => builder.BuildAsync(limit.Token)));
            await Task.WhenAll(apps.Select(app => app.StartAsync(limit.Token)));
            foreach (var app in apps)
            {
                await app.ResourceNotifications.WaitForResourceHealthyAsync("identity", limit.Token);
                await app.ResourceNotifications.WaitForResourceHealthyAsync("signalr-emulator", limit.Token);
                using var client = app.CreateHttpClient("signalr-emulator");
                using var answer = await client.GetAsync(new Uri("/health", UriKind.Relative), limit.Token);
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                Assert.Equal(client.BaseAddress, app.GetEndpoint("signalr-emulator"));
                Assert.StartsWith($"Endpoint={client.BaseAddress!.GetLeftPart(UriPartial.Authority)};AccessKey=", await app.GetConnectionStringAsync("signalr", limit.Token), StringComparison.Ordinal);
            }

            Assert.NotEqual(apps[0].GetEndpoint("signalr-emulator"), apps[1].GetEndpoint("signalr-emulator"));
            Assert.NotEqual(await apps[0].GetConnectionStringAsync("calendar", limit.Token), await apps[1].GetConnectionStringAsync("calendar", limit.Token));
        }
        finally
        {
            await Task.WhenAll(builders.Select(builder => builder.DisposeAsync().AsTask()));
        }
    }

    [Fact]
    public async Task A_program_is_given_its_address_its_references_and_the_environment_of_the_launch_profile()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        using var folder = new TemporaryFolder();
        await using var builder = await CreateAsync(folder, "a", limit.Token);
        await using var app = await builder.BuildAsync(limit.Token);
        await app.StartAsync(limit.Token);

        var running = await app.ResourceNotifications.WaitForResourceAsync("calendar-api", change => change.Snapshot.State?.Text == KnownResourceStates.Running, limit.Token);
        var given = running.Snapshot.EnvironmentVariables.ToDictionary(variable => variable.Name, variable => variable.Value);

        Assert.Equal(app.GetEndpoint("calendar-api").GetLeftPart(UriPartial.Authority), given["ASPNETCORE_URLS"]);
        Assert.Equal("simple", given["LOGGING__CONSOLE__FORMATTERNAME"]);
        Assert.Equal("Development", given["ASPNETCORE_ENVIRONMENT"]);
        Assert.Equal(await app.GetConnectionStringAsync("signalr", limit.Token), given["ConnectionStrings__signalr"]);
        Assert.Equal($"Data Source={folder["a/calendar.db"]}", given["ConnectionStrings__calendar"]);
        Assert.Equal(app.GetEndpoint("identity").ToString(), given["AzureAd__Instance"]);
    }

    [Fact]
    public async Task Replicas_of_a_project_run_each_on_a_port_of_its_own()
    {
        await using var app = await TestApp.StartAsync(builder => builder.AddProject<global::Projects.SignalREmulator>("emulator", options => options.ExcludeLaunchProfile = true)
            .WithHttpEndpoint()
            .WithHttpHealthCheck("/health")
            .WithReplicas(2));

        var first = await app.Notifications.WaitForResourceHealthyAsync("emulator", app.Limit);
        var second = await app.Notifications.WaitForResourceAsync(
            "emulator", change => change.ResourceId != first.ResourceId && change.Snapshot.HealthStatus is Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy, app.Limit);

        Assert.NotEqual(first.Snapshot.Urls.Single().Url, second.Snapshot.Urls.Single().Url);
        Assert.Contains(app.Application.GetEndpoint("emulator"), new[] { first, second }.Select(replica => new Uri(replica.Snapshot.Urls.Single().Url)));
        Assert.True((await app.CommandAsync(second.ResourceId, KnownResourceCommands.StopCommand)).Success);
        Assert.Equal(KnownResourceStates.Running, app.Now(first.ResourceId).State?.Text);

        Assert.True((await app.CommandAsync(second.ResourceId, KnownResourceCommands.StartCommand)).Success);
        var again = await app.Notifications.WaitForResourceAsync(
            "emulator", change => change.ResourceId == second.ResourceId && change.Snapshot.HealthStatus is Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy, app.Limit);
        Assert.Equal(second.Snapshot.Urls.Single().Url, again.Snapshot.Urls.Single().Url);
    }

    [Fact]
    public async Task A_test_may_change_what_the_AppHost_describes()
    {
        using var folder = new TemporaryFolder();
        await using var builder = await CreateAsync(folder, "a", TestContext.Current.CancellationToken);

        Assert.Contains(builder.Resources, resource => resource.Name == "notification-service");
        builder.Resources.Clear();
        builder.AddShell("extra", "exit 5");
        await using var app = await builder.BuildAsync(TestContext.Current.CancellationToken);
        await app.StartAsync(TestContext.Current.CancellationToken);

        var ended = await app.ResourceNotifications.WaitForResourceAsync("extra", change => change.Snapshot.ExitCode is not null, TestContext.Current.CancellationToken);
        Assert.Equal(5, ended.Snapshot.ExitCode);
        Assert.False(app.ResourceNotifications.TryGetCurrentState("notification-service", out _));
    }

    [Fact]
    public async Task An_AppHost_that_fails_tells_its_test_why()
    {
        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(() =>
            DistributedApplicationTestingBuilder.CreateAsync<global::Projects.AppHost>(["--SignalR:Run=container"], TestContext.Current.CancellationToken));

        Assert.Contains("AspirePackages=true", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_build_writes_a_class_for_each_program_that_the_AppHost_refers_to()
    {
        Assert.All<IProjectMetadata>([new global::Projects.CalendarApi(), new global::Projects.IdentityEmulator(), new global::Projects.NotificationService(), new global::Projects.SignalREmulator()], project =>
        {
            Assert.True(File.Exists(project.ProjectPath), project.ProjectPath);
            Assert.True(File.Exists(project.TargetPath), project.TargetPath);
        });
        Assert.Empty(typeof(global::Projects.AppHost).GetConstructors());
        Assert.True(Directory.Exists(global::Projects.AppHost.ProjectPath));
    }

    [Fact]
    public void The_programs_are_run_not_compiled_in() =>
        Assert.DoesNotContain(typeof(global::Projects.AppHost).Assembly.GetReferencedAssemblies(), reference => reference.Name is "CalendarApi" or "NotificationService" or "SignalREmulator" or "IdentityEmulator");

    private static Task<IDistributedApplicationTestingBuilder> CreateAsync(TemporaryFolder folder, string name, CancellationToken cancellationToken) =>
        DistributedApplicationTestingBuilder.CreateAsync<global::Projects.AppHost>([$"--Data:Path={folder[name + "/calendar.db"]}", "--CalendarWeb:Run=none"], cancellationToken);
}
