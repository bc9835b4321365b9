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
