using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SignalRService.Tests.ScriptedService;

namespace SignalRService.Tests.Health;

public class HealthTests
{
    [Theory]
    [InlineData(200, HealthStatus.Healthy)]
    [InlineData(503, HealthStatus.Degraded)]
    public async Task The_service_is_as_well_as_its_probe_says(int status, HealthStatus expected)
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Then(status);
        using var host = Client.Host(server.ConnectionString());

        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);

        Assert.Equal(expected, report.Entries["signalr"].Status);
        var probe = Assert.Single(server.Received);
        Assert.Equal(("HEAD", "/api/health?api-version=2024-12-01", null), (probe.Method, probe.Target, probe.Bearer));
    }

    [Fact]
    public async Task A_service_that_is_away_degrades_and_does_not_fail()
    {
        var server = await ScriptedServer.StartAsync();
        var connectionString = server.ConnectionString();
        await server.DisposeAsync();
        using var host = Client.Host(connectionString);

        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HealthStatus.Degraded, report.Entries["signalr"].Status);
    }
}
