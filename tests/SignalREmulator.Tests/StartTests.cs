using System.Diagnostics;
using Microsoft.Extensions.Options;

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
        using var program = new Process();
        program.StartInfo = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "SignalREmulator.dll"), "--urls=http://127.0.0.1:0"]) { RedirectStandardOutput = true, UseShellExecute = false };
        if (key is not null)
            program.StartInfo.Environment["SignalREmulator__AccessKey"] = key;
        program.Start();
        try
        {
            string? line;
            do
                line = await program.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().Soon();
            while (line?.StartsWith("Endpoint=", StringComparison.Ordinal) == false);

            var parts = line!.Split(';');
            Assert.Equal([$"AccessKey={shown}", "Version=1.0", ""], parts[1..]);
            using var http = new HttpClient();
            using var answer = await http.GetAsync(new Uri(parts[0]["Endpoint=".Length..] + "/api/health"), TestContext.Current.CancellationToken);
            Assert.True(answer.IsSuccessStatusCode);
        }
        finally
        {
            program.Kill(entireProcessTree: true);
            await program.WaitForExitAsync(CancellationToken.None).Soon();
        }
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
