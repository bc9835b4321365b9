using System.Net;
using System.Net.Sockets;

namespace LocalHosting.Tests;

/// <summary>Each way a resource can fail, and what is said of it.</summary>
public class FailureTests
{
    [Fact]
    public async Task A_crash_is_reported_with_its_exit_code_and_its_last_lines()
    {
        await using var app = await TestApp.StartAsync(builder =>
            builder.AddShell("crasher", "echo reading settings; echo 'no such host' >&2; exit 7").WithHttpEndpoint(env: "PORT").WithHttpHealthCheck());

        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(() => app.HealthyAsync("crasher"));
        Assert.Contains("exit code 7", failure.Message, StringComparison.Ordinal);
        Assert.Contains("no such host", failure.Message, StringComparison.Ordinal);

        var ended = await app.ReachesAsync("crasher", KnownResourceStates.Finished);
        Assert.Equal(7, ended.ExitCode);
        Assert.Equal(KnownResourceStateStyles.Error, ended.State?.Style);
        Assert.Contains("exit code 7", (await app.LineAsync("crasher", "ended by itself")).Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fixed_port_that_another_program_has_is_named()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        await using var app = await TestApp.StartAsync(builder => builder.AddShell("server", Shell.Forever).WithHttpEndpoint(port: port, env: "PORT"));

        await app.ReachesAsync("server", KnownResourceStates.FailedToStart);
        Assert.Contains($"Port {port} of endpoint 'http' is in use by another program", (await app.LineAsync("server", "failed to start")).Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_does_not_exist_is_named()
    {
        await using var app = await TestApp.StartAsync(builder => builder.AddExecutable("server", "no-such-command", Path.GetTempPath()));

        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(() => app.HealthyAsync("server"));
        Assert.Contains("'no-such-command' was not found", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_working_directory_that_does_not_exist_is_named()
    {
        await using var app = await TestApp.StartAsync(builder => builder.AddExecutable("server", "/bin/sh", "/no/such/folder"));

        await app.ReachesAsync("server", KnownResourceStates.FailedToStart);
        Assert.Contains("'/no/such/folder' does not exist", (await app.LineAsync("server", "failed to start")).Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_project_that_has_not_been_built_is_named_with_what_to_do()
    {
        using var folder = new TemporaryFolder();
        await using var app = await TestApp.StartAsync(builder =>
            builder.AddProject("api", new Project(folder["Api.csproj"], folder["Api.dll"]), _ => { }));

        await app.ReachesAsync("api", KnownResourceStates.FailedToStart);
        var said = (await app.LineAsync("api", "failed to start")).Content;
        Assert.Contains("has not been built", said, StringComparison.Ordinal);
        Assert.Contains(folder["Api.dll"], said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resource_that_never_becomes_healthy_is_complained_about_with_what_was_probed_and_how_it_answered()
    {
        using var folder = new TemporaryFolder();
        await using var app = await TestApp.StartAsync(
            builder => builder.AddWebServer("server", folder["never"]).WithHttpHealthCheck("/health"),
            "--LocalHosting:HealthTimeout=00:00:01");

        var said = (await app.LineAsync("server", "has not become healthy in 1 s")).Content;
        Assert.Contains($"GET {app.Application.GetEndpoint("server")}health", said, StringComparison.Ordinal);
        Assert.Equal(KnownResourceStates.Running, app.Now("server").State?.Text);

        // The complaint is not the end: it may still come up.
        await File.WriteAllTextAsync(folder["never"], string.Empty, app.Limit);
        await app.HealthyAsync("server");
    }

    [Fact]
    public async Task A_callback_that_throws_fails_its_resource_only()
    {
        await using var app = await TestApp.StartAsync(builder =>
        {
            builder.AddShell("broken", "echo never").WithEnvironment("X", () => throw new FormatException("not a number"));
            builder.AddShell("sound", "echo fine");
        });

        await app.ReachesAsync("broken", KnownResourceStates.FailedToStart);
        Assert.Contains("not a number", (await app.LineAsync("broken", "failed to start")).Content, StringComparison.Ordinal);
        Assert.Equal(["fine"], await app.OutputAsync("sound"));
    }

    [Theory]
    [InlineData("--LocalHosting:HealthTimeout=-00:00:01")]
    [InlineData("--LocalHosting:StopTimeout=1.00:00:00")]
    public async Task Settings_out_of_range_are_refused_at_the_start(string setting) =>
        await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => TestApp.StartAsync(_ => { }, setting));

    [Fact]
    public void A_name_can_be_given_once()
    {
        using var builder = DistributedApplicationTestingBuilder.Create();
        builder.AddShell("api", "true");

        Assert.Throws<DistributedApplicationException>(() => builder.AddShell("API", "true"));
    }

    [Theory]
    [InlineData("9lives")]
    [InlineData("under_score")]
    [InlineData("double--hyphen")]
    [InlineData("trailing-")]
    public void A_name_that_cannot_be_a_host_name_is_refused(string name)
    {
        using var builder = DistributedApplicationTestingBuilder.Create();

        Assert.Throws<ArgumentException>(() => builder.AddShell(name, "true"));
    }

    [Fact]
    public void An_endpoint_name_can_be_given_once()
    {
        using var builder = DistributedApplicationTestingBuilder.Create();

        Assert.Throws<DistributedApplicationException>(() => builder.AddShell("api", "true").WithHttpEndpoint().WithHttpEndpoint());
    }

    private sealed record Project(string ProjectPath, string? TargetPath) : IProjectMetadata;
}
