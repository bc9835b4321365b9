using System.Net;
using System.Net.Sockets;
using SignalREmulator.CommandLine;

namespace SignalREmulator.Tests.CommandLine;

/// <summary>What the program prints, and its exit code, when it does not run.</summary>
public sealed class LaunchTests
{
    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("--port", "1", "-?")]
    public async Task Asked_for_help_it_shows_every_option_and_ends_well(params string[] args)
    {
        var (code, output, errors) = await RunAsync(args);

        Assert.Equal(0, code);
        Assert.Empty(errors);
        foreach (var option in new[] { "--port", "--ip", "--urls", "--access-key", "--secondary-key", "--config", "--faults", "--help" })
        {
            Assert.Contains(option, output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("'--prot' is not known", "--prot", "1")]
    [InlineData("AccessKey", "--access-key", "short")]
    [InlineData("There is no setting 'SignalREmulator:ClientTimeut'.", "--SignalREmulator:ClientTimeut=00:01:00")]
    [InlineData("There is no setting 'SignalREmulator:Upstream:AllowRemotes'.", "--SignalREmulator:Upstream:AllowRemotes=true")]
    [InlineData("SignalREmulator:MaxPendingBytes", "--SignalREmulator:MaxPendingBytes=many")]
    [InlineData("SignalREmulator:Faults:Enabled", "--SignalREmulator:Faults:Enabled=perhaps")]
    [InlineData("'--urls' has the whole address", "--port=1")]
    [InlineData("'Timeout' with the error", "--SignalREmulator:Upstream:Timeout=00:00:00")]
    [InlineData("UpstreamSettings:Templates:0: UrlTemplate is not on this machine", "--UpstreamSettings:Templates:0:UrlTemplate=https://example.com/")]
    [InlineData("Invalid url: 'nowhere'", "--urls", "nowhere")]
    public async Task A_wrong_argument_or_setting_is_one_clear_line_and_exit_code_2(string reason, params string[] args)
    {
        var (code, output, errors) = await RunAsync([.. args.Contains("--urls") ? [] : new[] { "--urls=http://127.0.0.1:0" }, .. args]);

        Assert.Equal((2, ""), (code, output));
        Assert.Contains(reason, errors, StringComparison.Ordinal);
        Assert.StartsWith("signalr-emulator: ", errors, StringComparison.Ordinal);
        Assert.Single(errors.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_settings_file_that_is_none_is_said_with_the_place_of_the_fault()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, """{ "UpstreamSettings": oops }""", TestContext.Current.CancellationToken);

            var (code, _, errors) = await RunAsync("--port=0", $"--config={file}");

            Assert.Equal(2, code);
            Assert.Contains(file, errors, StringComparison.Ordinal);
            Assert.Contains("LineNumber: 0", errors, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData(null, null, "<the configured key>")]
    [InlineData(RunningEmulator.Key, null, RunningEmulator.Key)]
    [InlineData(RunningEmulator.Key, "a key that is somebody's own", "<the configured key>")]
    public async Task An_argument_wins_over_the_environment_and_that_over_the_file(string? environment, string? argument, string shown)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, """{ "SignalREmulator": { "AccessKey": "a key that is in the file" } }""", TestContext.Current.CancellationToken);
            await using var program = await StartedProgram.StartAsync(
                "dotnet",
                [Path.Combine(AppContext.BaseDirectory, "SignalREmulator.dll"), "--port=0", "--config", file, .. argument is null ? [] : new[] { "--access-key", argument }],
                environment is null ? null : new Dictionary<string, string?> { ["SignalREmulator__AccessKey"] = environment });

            Assert.Contains($"AccessKey={shown};", program.ConnectionString, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_in_one_line_and_is_exit_code_1()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var (code, _, errors) = await RunAsync("--ip=127.0.0.1", $"--port={port}");

        Assert.Equal(1, code);
        Assert.Contains("address already in use", errors, StringComparison.Ordinal);
        Assert.Single(errors.TrimEnd().Split('\n'));
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] args)
    {
        await using var output = new StringWriter();
        await using var errors = new StringWriter();
        var code = await Launch.RunAsync(args, output, errors).Soon();
        return (code, output.ToString(), errors.ToString());
    }
}
