using System.Text.Json.Nodes;

namespace Deployment.Tests.Templates;

/// <summary>What keeps strangers away from the data and the images, what records changes to them, and what keeps the data from being deleted.</summary>
public sealed class ProtectionTests(Forecast forecast)
{
    private const string Account = "Microsoft.DocumentDB/databaseAccounts";
    private const string Registry = "Microsoft.ContainerRegistry/registries";

    [Fact]
    public void In_prod_nothing_outside_the_network_reaches_the_database()
    {
        var properties = forecast.Platform.Single(Account)["properties"]!;
        Assert.Equal("Disabled", (string)properties["publicNetworkAccess"]!);
        Assert.Equal("None", (string)properties["networkAclBypass"]!);
        Assert.Null(properties["ipRules"]);

        // No network to come from.
        Assert.Equal("Enabled", (string)forecast.SmallPlatform.Single(Account)["properties"]!["publicNetworkAccess"]!);
    }

    [Fact]
    public void In_prod_images_are_pushed_only_from_the_named_addresses()
    {
        var rules = forecast.Platform.Single(Registry)["properties"]!["networkRuleSet"]!;

        Assert.Equal("Deny", (string)rules["defaultAction"]!);
        Assert.Equal(["203.0.113.7", "198.51.100.0/24"], rules["ipRules"]!.AsArray().Select(rule => (string)rule!["value"]!));
        // Only Premium has rules and private endpoints; another size would be refused by Azure.
        Assert.Equal("Premium", (string)forecast.Platform.Single(Registry)["sku"]!["name"]!);
        Assert.Null(forecast.SmallPlatform.Single(Registry)["properties"]!["networkRuleSet"]);
    }

    [Fact]
    public async Task Images_are_pushed_from_anywhere_only_when_that_is_asked_for()
    {
        var platform = await Snapshot.OfAsync("main", "prod", TestContext.Current.CancellationToken, ("CALENDAR_PUSH_ADDRESSES", "*"));

        Assert.Equal("Allow", (string)platform.Single(Registry)["properties"]!["networkRuleSet"]!["defaultAction"]!);
    }

    [Theory]
    [InlineData("cosmos", "Sql", "privatelink.documents.azure.com")]
    [InlineData("registry", "registry", "privatelink.azurecr.io")]
    public void In_prod_the_programs_find_a_private_endpoint_under_the_public_name(string name, string part, string zone)
    {
        var endpoint = Assert.Single(forecast.Platform.OfType("Microsoft.Network/privateEndpoints"), endpoint => (string)endpoint["name"]! == name);
        Assert.Equal([part], endpoint["properties"]!["privateLinkServiceConnections"]![0]!["properties"]!["groupIds"]!.AsArray().Select(id => (string)id!));

        var records = Assert.Single(forecast.Platform.OfType("Microsoft.Network/privateEndpoints/privateDnsZoneGroups"), records => (string)records["name"]! == $"{name}/default");
        Assert.EndsWith($"/privateDnsZones/{zone}", (string)records["properties"]!["privateDnsZoneConfigs"]![0]!["properties"]!["privateDnsZoneId"]!, StringComparison.Ordinal);
        Assert.Single(forecast.Platform.OfType("Microsoft.Network/privateDnsZones/virtualNetworkLinks"), link => (string)link["name"]! == $"{zone}/calendar");

        // Endpoints cannot lie in the subnet that the Container Apps environment has for itself.
        var subnets = forecast.Platform.Single("Microsoft.Network/virtualNetworks")["properties"]!["subnets"]!.AsArray();
        Assert.Equal(["container-apps", "private-endpoints"], subnets.Select(subnet => (string)subnet!["name"]!));
        Assert.Null(subnets[1]!["properties"]!["delegations"]);
    }

    [Fact]
    public void Dev_pays_for_no_endpoints() => Assert.Empty(forecast.SmallPlatform.OfType("Microsoft.Network/privateEndpoints"));

    [Theory]
    [InlineData(Account)]
    [InlineData(Registry)]
    [InlineData("Microsoft.SignalRService/signalR")]
    [InlineData("Microsoft.App/managedEnvironments")]
    public void Every_service_writes_its_logs_to_the_workspace(string type) => Assert.All([forecast.Platform, forecast.SmallPlatform], platform =>
    {
        var settings = Logs(platform, type)["properties"]!;
        Assert.Contains("outputs.workspaceId", (string)settings["workspaceId"]!, StringComparison.Ordinal);
        Assert.All(settings["logs"]!.AsArray(), log => Assert.True((bool)log!["enabled"]!));
    });

    /// <summary>With a line for each request the daily cap would be used up, and nobody would see anything for the rest of the day.</summary>
    [Fact]
    public void The_database_logs_changes_to_itself_and_not_each_request() =>
        Assert.Equal(["ControlPlaneRequests", "PartitionKeyStatistics"], Logs(forecast.Platform, Account)["properties"]!["logs"]!.AsArray().Select(log => (string?)log!["category"]));

    [Fact]
    public void In_prod_the_data_cannot_be_deleted_by_mistake_and_everything_else_can()
    {
        var item = forecast.Platform.Single("Microsoft.Authorization/locks");

        Assert.Equal("CanNotDelete", (string)item["properties"]!["level"]!);
        Assert.Contains($"/{Account}/", (string)item["id"]!, StringComparison.Ordinal);
        Assert.Empty(forecast.SmallPlatform.OfType("Microsoft.Authorization/locks"));
    }

    private static JsonNode Logs(Snapshot platform, string type) =>
        Assert.Single(platform.OfType("Microsoft.Insights/diagnosticSettings"), setting => ((string)setting["id"]!).Contains($"/{type}/", StringComparison.Ordinal));
}
