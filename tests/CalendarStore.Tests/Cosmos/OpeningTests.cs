using System.Text.Json.Nodes;
using CalendarStore.Cosmos.Access;
using CalendarStore.Cosmos.Documents;
using CalendarStore.Cosmos.Following;
using CalendarStore.Hosting;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace CalendarStore.Tests.Cosmos;

[Collection(CosmosTests.Name)]
public sealed class OpeningTests(CosmosServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("https://name.documents.azure.com", "calendar", "calendar", false)]
    [InlineData("https://name.documents.azure.com:443/", "calendar", "calendar", false)]
    [InlineData("AccountEndpoint=https://name.documents.azure.com/;Database=d", "d", "calendar", false)]
    [InlineData("AccountEndpoint=https://name.documents.azure.com/;Database=d;Container=c", "d", "c", false)]
    [InlineData("AccountKey=a2V5;AccountEndpoint=https://localhost:8081/;", "calendar", "calendar", true)]
    public void An_address_says_where_the_store_is(string text, string database, string container, bool local)
    {
        var address = CosmosAddress.Parse(text);

        Assert.Equal((database, container, local), (address.Database, address.Container, address.IsLocal));
    }

    [Theory]
    [InlineData("AccountEndpoint=https://x.documents.azure.com:443/;AccountKey=a2V5;")]
    [InlineData("https://x.documents.azure.com:443/")]
    public async Task The_shape_of_the_connection_string_decides_and_nobody_is_asked_yet(string text)
    {
        await using var connection = CalendarStoreConnection.Open(text, TimeProvider.System);

        Assert.IsType<CosmosChangeFeed>(connection.Feed);
    }

    [Fact]
    public async Task A_store_that_is_opened_to_be_read_is_not_made()
    {
        await using var cosmos = new CosmosStore(server);
        await using var missing = CalendarStoreConnection.OpenReadOnly(cosmos.ConnectionString, TimeProvider.System);

        Assert.Contains("There is no container", (await Assert.ThrowsAsync<InvalidOperationException>(() => missing.ReadyAsync(Stop))).Message, StringComparison.Ordinal);

        await cosmos.Open().ReadyAsync(Stop);
        await missing.ReadyAsync(Stop);
        Assert.Equal(0, (await missing.Store.GetPositionAsync(Sample.Contoso, Stop)).Version);
    }

    [Theory]
    [InlineData("AccountEndpoint=;Database=d")]
    [InlineData("AccountEndpoint=name.documents.azure.com;AccountKey=a2V5")]
    [InlineData("AccountEndpoint=http://name.documents.azure.com/;AccountKey=a2V5")] // a key in plain text over the network
    [InlineData("AccountEndpoint=http://localhost:8081/")] // an identity's token in plain text
    public void An_address_that_cannot_be_used_is_refused(string text) =>
        Assert.Throws<ArgumentException>(() => CalendarStoreConnection.Open(text, TimeProvider.System));

    [Fact]
    public async Task A_store_that_was_made_anew_has_another_epoch()
    {
        await using var cosmos = new CosmosStore(server);
        var first = await cosmos.Open().Store.GetPositionAsync(Sample.Contoso, Stop);
        Assert.Equal(first, await cosmos.Open().Store.GetPositionAsync(Sample.Contoso, Stop));
        await server.DeleteAsync(cosmos.Database);

        Assert.NotEqual(first.Epoch, (await cosmos.Open().Store.GetPositionAsync(Sample.Contoso, Stop)).Epoch);
    }

    [Fact]
    public async Task An_operator_gives_a_store_that_was_put_back_another_epoch()
    {
        await using var cosmos = new CosmosStore(server);
        var first = await cosmos.Open().Store.GetPositionAsync(Sample.Contoso, Stop);
        using var items = new RawItems(cosmos.ConnectionString, cosmos.Database);
        await items.Container.UpsertItemAsync(
            new JsonObject { ["id"] = "store", ["tenant"] = "store", ["schema"] = 1, ["life"] = "another" }, new PartitionKey("store"), cancellationToken: Stop);

        Assert.NotEqual(first.Epoch, (await cosmos.Open().Store.GetPositionAsync(Sample.Contoso, Stop)).Epoch);
    }

    [Fact]
    public async Task A_store_of_a_newer_version_is_refused()
    {
        await using var cosmos = new CosmosStore(server);
        await cosmos.Open().ReadyAsync(Stop);
        using var items = new RawItems(cosmos.ConnectionString, cosmos.Database);
        await items.Container.UpsertItemAsync(
            new JsonObject { ["id"] = "store", ["tenant"] = "store", ["schema"] = EntityDocument.CurrentSchema + 1, ["life"] = "x" }, new PartitionKey("store"), cancellationToken: Stop);

        Assert.Contains("newer version", (await Assert.ThrowsAsync<InvalidOperationException>(() => cosmos.Open().ReadyAsync(Stop))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/id", -1)]
    [InlineData("/tenant", null)]
    public async Task A_container_of_something_else_is_refused(string partitionKeyPath, int? timeToLive)
    {
        await using var cosmos = new CosmosStore(server);
        using var client = new CosmosClient(cosmos.ConnectionString.Split(";Database=")[0], new CosmosClientOptions { ConnectionMode = ConnectionMode.Gateway, LimitToEndpoint = true });
        var database = (await client.CreateDatabaseAsync(cosmos.Database, cancellationToken: Stop)).Database;
        await database.CreateContainerAsync(new ContainerProperties("calendar", partitionKeyPath) { DefaultTimeToLive = timeToLive }, cancellationToken: Stop);

        Assert.Contains("partitioned by", (await Assert.ThrowsAsync<InvalidOperationException>(() => cosmos.Open().ReadyAsync(Stop))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_finds_its_store_by_the_shape_of_the_connection_string()
    {
        await using var cosmos = new CosmosStore(server);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration["ConnectionStrings:calendar"] = cosmos.ConnectionString;
        builder.AddCalendarStore("calendar");
        using var host = builder.Build();
        await host.StartAsync(Stop);

        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Stop);
        Assert.Equal(HealthStatus.Healthy, report.Entries["calendar"].Status);
        Assert.Equal(0, (await host.Services.GetRequiredService<ICalendarStore>().GetPositionAsync(Sample.Contoso, Stop)).Version);
        await host.StopAsync(Stop);
    }

    [Fact]
    public async Task A_host_does_not_start_where_no_account_answers()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration["ConnectionStrings:calendar"] = "AccountEndpoint=http://127.0.0.1:1/;AccountKey=a2V5";
        builder.AddCalendarStore("calendar");
        using var host = builder.Build();

        Assert.True((await Assert.ThrowsAsync<StoreUnavailableException>(() => host.StartAsync(Stop))).IsTransient);
    }
}
