namespace LocalHosting.Tests;

public class WaitTests
{
    [Fact]
    public async Task A_resource_starts_once_what_it_waits_for_is_healthy_and_not_before()
    {
        using var folder = new TemporaryFolder();
        await using var app = await TestApp.StartAsync(builder =>
        {
            var first = builder.AddWebServer("first", folder["healthy"]).WithHttpHealthCheck("/health");
            builder.AddShell("second", $"if [ -e '{folder["healthy"]}' ]; then echo in order; else echo too early; fi").WaitFor(first);
        });

        await app.ReachesAsync("first", KnownResourceStates.Running);
        await app.ReachesAsync("second", KnownResourceStates.Waiting);
        // It runs, but is not healthy: a probe has said so.
        await app.Notifications.WaitForResourceAsync("first", change => change.Snapshot.HealthReports is [{ Description: { } said }] && said.EndsWith("503, not 200", StringComparison.Ordinal), app.Limit);
        Assert.Equal(KnownResourceStates.Waiting, app.Now("second").State?.Text);

        await File.WriteAllTextAsync(folder["healthy"], string.Empty, app.Limit);
        Assert.Equal(["in order"], await app.OutputAsync("second"));
    }

    [Fact]
    public async Task Waiting_for_completion_ends_with_the_expected_exit_code()
    {
        await using var app = await TestApp.StartAsync(builder =>
        {
            var migration = builder.AddShell("migration", "exit 4");
            builder.AddShell("program", "echo after").WaitForCompletion(migration, exitCode: 4);
        });

        Assert.Equal(["after"], await app.OutputAsync("program"));
    }

    [Fact]
    public async Task Waiting_for_completion_fails_with_another_exit_code()
    {
        await using var app = await TestApp.StartAsync(builder =>
        {
            var migration = builder.AddShell("migration", "echo no table; exit 3");
            builder.AddShell("program", "echo it has run").WaitForCompletion(migration);
        });

        await app.ReachesAsync("program", KnownResourceStates.FailedToStart);
        var output = string.Join('\n', await app.OutputAsync("program"));
        Assert.Contains("it waits for 'migration', but it ended with exit code 3", output, StringComparison.Ordinal);
        Assert.Contains("no table", output, StringComparison.Ordinal);
        Assert.DoesNotContain("it has run", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resource_fails_when_what_it_waits_for_crashes()
    {
        await using var app = await TestApp.StartAsync(builder =>
        {
            var first = builder.AddShell("first", "exit 9").WithHttpEndpoint(env: "PORT").WithHttpHealthCheck();
            builder.AddShell("second", "echo never").WaitFor(first);
        });

        await app.ReachesAsync("second", KnownResourceStates.FailedToStart);
        Assert.Contains("exit code 9", (await app.LineAsync("second", "failed to start")).Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resource_can_go_on_waiting_until_what_crashed_is_started_again()
    {
        using var folder = new TemporaryFolder();
        await using var app = await TestApp.StartAsync(builder =>
        {
            var first = builder.AddShell("first", $"if [ -e '{folder["mended"]}' ]; then {Shell.Forever}; else exit 9; fi");
            builder.AddShell("second", "echo at last").WaitFor(first, WaitBehavior.WaitOnResourceUnavailable);
        });

        // A program without health checks is healthy while it runs, however short: the second may have started in that moment, which is right.
        await app.ReachesAsync("first", KnownResourceStates.Finished);
        await File.WriteAllTextAsync(folder["mended"], string.Empty, app.Limit);
        Assert.True((await app.CommandAsync("first", KnownResourceCommands.StartCommand)).Success);

        Assert.Contains("at last", await app.OutputAsync("second"));
    }

    [Fact]
    public async Task A_connection_string_runs_once_what_it_names_runs()
    {
        await using var app = await TestApp.StartAsync(builder =>
        {
            var server = builder.AddShell("server", Shell.Forever).WithHttpEndpoint(env: "PORT").WithExplicitStart();
            builder.AddConnectionString("text", ReferenceExpression.Create($"Endpoint={server.GetEndpoint("http")};"));
        });

        await app.ReachesAsync("text", KnownResourceStates.Waiting);
        Assert.True((await app.CommandAsync("server", KnownResourceCommands.StartCommand)).Success);
        await app.HealthyAsync("text");
    }

    [Fact]
    public async Task Resources_stop_before_what_they_wait_for()
    {
        using var folder = new TemporaryFolder();
        var app = await TestApp.StartAsync(builder =>
        {
            var first = builder.AddShell("first", $"trap 'echo first >> {folder["ends"]}; exit 0' TERM; echo up; {Shell.Forever}");
            builder.AddShell("second", $"trap 'sleep 0.3; echo second >> {folder["ends"]}; exit 0' TERM; echo up; {Shell.Forever}").WaitFor(first);
        });
        await using (app)
        {
            await app.LineAsync("first", "up");
            await app.LineAsync("second", "up");
        }

        Assert.Equal(["second", "first"], await File.ReadAllLinesAsync(folder["ends"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Resources_that_wait_for_each_other_still_stop()
    {
        await using var app = await TestApp.StartAsync(builder =>
        {
            var first = builder.AddShell("first", Shell.Forever);
            var second = builder.AddShell("second", Shell.Forever).WaitFor(first);
            first.WaitFor(second);
        });

        await app.ReachesAsync("first", KnownResourceStates.Waiting);
        await app.Application.StopAsync(app.Limit);
        // Stopped, or failed because the other had stopped already: with such a circle neither can be stopped before the other.
        Assert.Contains(app.Now("first").State?.Text, KnownResourceStates.TerminalStates);
        // Stopping what has stopped changes nothing.
        await app.Application.StopAsync(app.Limit);
    }
}
