using LocalHosting.Processes;

namespace LocalHosting.Tests;

public class CommandTests
{
    [Fact]
    public async Task A_resource_is_stopped_and_started_again()
    {
        await using var app = await TestApp.StartAsync(builder => builder.AddShell("program", Shell.Forever));
        await app.HealthyAsync("program");
        var first = app.ProcessId("program");

        Assert.True((await app.CommandAsync("program", KnownResourceCommands.StopCommand)).Success);
        Assert.Equal(KnownResourceStates.Exited, app.Now("program").State?.Text);
        Assert.False(ProcessTable.IsAlive(first));

        Assert.True((await app.CommandAsync("program", KnownResourceCommands.StartCommand)).Success);
        Assert.Equal(KnownResourceStates.Running, app.Now("program").State?.Text);
        Assert.NotEqual(first, app.ProcessId("program"));
    }

    [Fact]
    public async Task A_restart_keeps_the_ports()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["healthy"], string.Empty, TestContext.Current.CancellationToken);
        await using var app = await TestApp.StartAsync(builder => builder.AddWebServer("server", folder["healthy"]).WithHttpHealthCheck("/"));
        await app.HealthyAsync("server");
        var (process, address) = (app.ProcessId("server"), app.Application.GetEndpoint("server"));

        Assert.True((await app.CommandAsync("server", KnownResourceCommands.RestartCommand)).Success);
        await app.HealthyAsync("server");

        Assert.NotEqual(process, app.ProcessId("server"));
        Assert.Equal(address, app.Application.GetEndpoint("server"));
        using var client = app.Application.CreateHttpClient("server");
        Assert.Equal("/again", await client.GetStringAsync(new Uri("/again", UriKind.Relative), app.Limit));
    }

    [Fact]
    public async Task What_was_killed_from_outside_is_reported_and_can_be_started_again()
    {
        await using var app = await TestApp.StartAsync(builder => builder.AddShell("program", Shell.Forever));
        await app.HealthyAsync("program");

        UnixSignals.Send(app.ProcessId("program"), UnixSignals.Kill);
        var ended = await app.ReachesAsync("program", KnownResourceStates.Finished);
        Assert.Equal(137, ended.ExitCode);

        Assert.True((await app.CommandAsync("program", KnownResourceCommands.StartCommand)).Success);
        await app.HealthyAsync("program");
    }

    [Fact]
    public async Task A_program_that_will_not_end_is_killed_after_the_grace_period_with_all_it_started()
    {
        await using var app = await TestApp.StartAsync(
            builder => builder.AddShell("stubborn", "trap '' TERM; sh -c \"trap '' TERM; while :; do sleep 0.2; done\" & echo child $!; wait; wait; " + Shell.Forever),
            "--LocalHosting:StopTimeout=00:00:00.3");
        var child = int.Parse((await app.LineAsync("stubborn", "child ")).Content.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        var parent = app.ProcessId("stubborn");

        Assert.True((await app.CommandAsync("stubborn", KnownResourceCommands.StopCommand)).Success);

        Assert.Equal(137, app.Now("stubborn").ExitCode);
        Assert.False(ProcessTable.IsAlive(parent));
        await ProcessTable.GoneAsync(child, app.Limit);
    }

    [Fact]
    public async Task What_a_program_leaves_behind_ends_with_it()
    {
        await using var app = await TestApp.StartAsync(builder => builder.AddShell("parent", $"sh -c '{Shell.Forever}' & echo child $!; exit 0"));
        var child = int.Parse((await app.LineAsync("parent", "child ")).Content.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);

        await app.ReachesAsync("parent", KnownResourceStates.Finished);
        await ProcessTable.GoneAsync(child, app.Limit);
    }

    [Fact]
    public async Task Commands_that_make_no_sense_are_refused_with_the_reason()
    {
        await using var app = await TestApp.StartAsync(builder => builder.AddShell("program", Shell.Forever));
        await app.HealthyAsync("program");

        Assert.Contains("is running already", (await app.CommandAsync("program", KnownResourceCommands.StartCommand)).ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("no command 'dance'", (await app.CommandAsync("program", "dance")).ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("no resource 'nobody'", (await app.CommandAsync("nobody", KnownResourceCommands.StartCommand)).ErrorMessage, StringComparison.Ordinal);

        Assert.True((await app.CommandAsync("program", KnownResourceCommands.StopCommand)).Success);
        Assert.Contains("is not running", (await app.CommandAsync("program", KnownResourceCommands.StopCommand)).ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resource_that_waits_can_be_stopped()
    {
        await using var app = await TestApp.StartAsync(builder =>
        {
            var never = builder.AddShell("never", Shell.Forever).WithExplicitStart();
            builder.AddShell("program", Shell.Forever).WaitFor(never);
        });
        await app.ReachesAsync("program", KnownResourceStates.Waiting);

        Assert.True((await app.CommandAsync("program", KnownResourceCommands.StopCommand)).Success);
        Assert.Equal(KnownResourceStates.Exited, app.Now("program").State?.Text);
    }

    [Fact]
    public async Task Each_state_offers_the_commands_that_make_sense_in_it()
    {
        await using var app = await TestApp.StartAsync(builder => builder.AddShell("program", Shell.Forever));

        await app.HealthyAsync("program");
        Assert.Equal(["stop", "restart"], Offered(app));

        await app.CommandAsync("program", KnownResourceCommands.StopCommand);
        Assert.Equal(["start"], Offered(app));
    }

    private static IEnumerable<string> Offered(TestApp app) =>
        app.Now("program").Commands.Where(command => command.State is ResourceCommandState.Enabled).Select(command => command.Name);
}
