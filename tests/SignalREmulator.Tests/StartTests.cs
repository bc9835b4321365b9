using Microsoft.Extensions.Options;
using SignalREmulator.Tests.CommandLine;

namespace SignalREmulator.Tests;

public sealed class StartTests
{
    [Theory]
    [InlineData("AccessKey=")]
    [InlineData("AccessKey=too short")]
    [InlineData("SecondaryKey=too short")]
    [InlineData("TokenClockSkew=-00:00:01")]
    [InlineData("KeepAliveInterval=00:00:00")]
    [InlineData("ClientTimeout=1.00:00:00")]
    [InlineData("HandshakeTimeout=00:00:00")]
    [InlineData("MaxPendingBytes=1")]
    [InlineData("SendTimeout=00:00:00")]
    [InlineData("Entra:Authority=common/v2.0")]
    [InlineData("Entra:Authority=ftp://localhost")]
    [InlineData("Upstream:Timeout=00:00:00.5")]
    [InlineData("AcessKey=a name that is none")]
    public async Task A_setting_out_of_range_keeps_it_from_starting(string setting) =>
        await Assert.ThrowsAsync<OptionsValidationException>(() => RunningEmulator.StartAsync(null, setting));

    [Fact]
    public async Task It_listens_on_8888_unless_it_is_told_where()
    {
        await using var alone = EmulatorApp.Build([]);
        await using var told = EmulatorApp.Build(["--urls=http://127.0.0.1:1234"]);
        await using var port = EmulatorApp.Build(["--http_ports=1234"]);

        Assert.Equal("http://localhost:8888", alone.Configuration["urls"]);
        Assert.Equal("http://127.0.0.1:1234", told.Configuration["urls"]);
        Assert.Null(port.Configuration["urls"]);
    }

    [Theory]
    [InlineData(null, EmulatorOptions.WellKnownAccessKey)]
    [InlineData("a key that is somebody's own", "<the configured key>")]
    public async Task The_program_says_where_it_listens_and_keeps_a_configured_key_to_itself(string? key, string shown)
    {
        await using var program = await StartedProgram.StartAsync(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "SignalREmulator.dll"), "--urls=http://127.0.0.1:0"],
            key is null ? null : new Dictionary<string, string?> { ["SignalREmulator__AccessKey"] = key });

        Assert.Equal($"Endpoint={program.Address};AccessKey={shown};Version=1.0;", program.ConnectionString);
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(program.Address + "/api/health"), TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode);
    }

    [Fact]
    public async Task It_answers_to_health_probes_without_a_token()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        foreach (var path in new[] { "/health", "/alive", "/api/health", "/api/v1/health" })
        {
            using var answer = await emulator.Http.GetAsync(new Uri(emulator.Address + path), TestContext.Current.CancellationToken);
            Assert.True(answer.IsSuccessStatusCode, path);
        }
    }
}
