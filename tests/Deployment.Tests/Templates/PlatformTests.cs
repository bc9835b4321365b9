namespace Deployment.Tests.Templates;

/// <summary>The resources that the programs use.</summary>
public sealed class PlatformTests(Forecast forecast)
{
    [Fact]
    public void SignalR_is_serverless_and_lets_nobody_trace()
    {
        var properties = forecast.Platform.Single("Microsoft.SignalRService/signalR")["properties"]!;
        Assert.Equal("Serverless", (string)Assert.Single(properties["features"]!.AsArray(), feature => (string)feature!["flag"]! == "ServiceMode")!["value"]!);
        Assert.Equal(["ClientConnection", "RESTAPI", "ServerConnection"], properties["networkACLs"]!["publicNetwork"]!["allow"]!.AsArray().Select(item => (string)item!));
        Assert.Equal("Deny", (string)properties["networkACLs"]!["defaultAction"]!);
        Assert.DoesNotContain(properties["cors"]!["allowedOrigins"]!.AsArray(), origin => (string)origin! == "*");
    }

    [Theory]
    [InlineData("dev", false)]
    [InlineData("prod", true)]
    public void Zones_are_a_matter_of_size_unless_said(string size, bool zones)
    {
        var platform = size == "dev" ? forecast.SmallPlatform : forecast.Platform;

        Assert.Equal(zones, (bool)platform.Single("Microsoft.App/managedEnvironments")["properties"]!["zoneRedundant"]!);
        Assert.Equal(zones, (bool)platform.Single("Microsoft.DocumentDB/databaseAccounts")["properties"]!["locations"]![0]!["isZoneRedundant"]!);
        Assert.Equal(zones, ((string)platform.Single("Microsoft.SignalRService/signalR")["sku"]!["name"]!).StartsWith("Premium", StringComparison.Ordinal));
        Assert.Equal(zones, platform.OfType("Microsoft.Insights/autoscaleSettings").Any());
    }

    [Theory]
    [InlineData("dev", "true", true)]
    [InlineData("prod", "false", false)]
    public async Task Zones_can_be_had_or_left_out_in_any_size(string size, string said, bool zones)
    {
        var platform = await Snapshot.OfAsync("main", size, TestContext.Current.CancellationToken, ("CALENDAR_ZONE_REDUNDANT", said));

        Assert.Equal(zones, (bool)platform.Single("Microsoft.App/managedEnvironments")["properties"]!["zoneRedundant"]!);
        Assert.Equal(zones, (bool)platform.Single("Microsoft.DocumentDB/databaseAccounts")["properties"]!["locations"]![0]!["isZoneRedundant"]!);
    }

    [Fact]
    public void Pages_of_other_origins_connect_when_they_are_named()
    {
        var origins = forecast.SmallPlatform.Single("Microsoft.SignalRService/signalR")["properties"]!["cors"]!["allowedOrigins"]!;
        // Only Azure knows the API's own host, so the forecast has an expression for it.
        var text = origins.ToJsonString();
        Assert.Contains("https://calendar.contoso.example", text, StringComparison.Ordinal);
        Assert.Contains("https://intranet.contoso.example", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_region_gets_a_copy_and_never_writes()
    {
        var platform = await Snapshot.OfAsync("main", "prod", TestContext.Current.CancellationToken, ("CALENDAR_OTHER_REGIONS", "northeurope"));
        var account = platform.Single("Microsoft.DocumentDB/databaseAccounts")["properties"]!;

        Assert.Equal(["westeurope", "northeurope"], account["locations"]!.AsArray().Select(location => (string)location!["locationName"]!));
        Assert.False((bool)account["enableMultipleWriteLocations"]!);
        // No acknowledged change may be missing after a failover; otherwise versions would be used twice.
        Assert.Equal("Strong", (string)account["consistencyPolicy"]!["defaultConsistencyLevel"]!);
    }

    [Fact]
    public void People_are_told_of_alerts_only_when_somebody_is_named()
    {
        var unnamed = forecast.SmallPlatform;

        Assert.Empty(unnamed.OfType("Microsoft.Insights/actionGroups"));
        Assert.All(unnamed.OfType("Microsoft.Insights/metricAlerts"), alert => Assert.Empty(alert["properties"]!["actions"]!.AsArray()));
        Assert.All(forecast.Platform.OfType("Microsoft.Insights/metricAlerts"), alert => Assert.Single(alert["properties"]!["actions"]!.AsArray()));
    }

    [Fact]
    public void The_environments_own_agent_takes_the_telemetry()
    {
        var telemetry = forecast.Platform.Single("Microsoft.App/managedEnvironments")["properties"]!["openTelemetryConfiguration"]!;
        Assert.Equal(["appInsights"], telemetry["tracesConfiguration"]!["destinations"]!.AsArray().Select(item => (string)item!));
        Assert.Empty(telemetry["metricsConfiguration"]!["destinations"]!.AsArray());
    }

    [Fact]
    public void Metrics_go_where_an_OTLP_endpoint_is_named()
    {
        var telemetry = forecast.SmallPlatform.Single("Microsoft.App/managedEnvironments")["properties"]!["openTelemetryConfiguration"]!;

        Assert.Equal(["otlp"], telemetry["metricsConfiguration"]!["destinations"]!.AsArray().Select(item => (string)item!));
        Assert.Equal("https://collector.calendar-realtime.example:4317", (string)telemetry["destinationsConfiguration"]!["otlpConfigurations"]![0]!["endpoint"]!);
    }
}
