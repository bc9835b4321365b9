using System.Collections;
using System.Reflection;
using System.Text.Json.Nodes;
using CalendarStore;

namespace Deployment.Tests.Templates;

/// <summary>The containers of the database are those that CalendarStore creates when it has the permission (with an emulator's key).</summary>
public sealed class ContainerTests(Forecast forecast)
{
    private static readonly Type Schema = typeof(ICalendarStore).Assembly.GetType("CalendarStore.Cosmos.CosmosSchema", throwOnError: true)!;

    [Theory]
    [InlineData("Items", "")]
    [InlineData("Leases", "LeasesSuffix")]
    public void Containers_have_the_partition_key_the_time_to_live_and_the_indexes_that_the_store_expects(string kind, string suffix)
    {
        var name = Constant("Container") + (suffix.Length == 0 ? "" : Constant(suffix));
        var expected = Schema.GetMethod(kind, BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)!.Invoke(null, [name])!;
        var container = Assert.Single(forecast.Platform.OfType("Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers"), container => (string)container["properties"]!["resource"]!["id"]! == name);
        var resource = container["properties"]!["resource"]!;

        Assert.Equal((string)Property(expected, "PartitionKeyPath")!, (string)Assert.Single(resource["partitionKey"]!["paths"]!.AsArray())!);
        Assert.Equal((int?)Property(expected, "DefaultTimeToLive"), (int?)resource["defaultTtl"]);
        var policy = Property(expected, "IndexingPolicy")!;
        Assert.Equal(Paths(policy, "ExcludedPaths"), Paths(resource["indexingPolicy"]!["excludedPaths"]));
        // A policy without paths indexes everything, and the template states that.
        Assert.Equal(Paths(policy, "IncludedPaths") is { Length: > 0 } named ? named : ["/*"], Paths(resource["indexingPolicy"]!["includedPaths"]));
        Assert.Equal(
            ((IEnumerable)Property(policy, "CompositeIndexes")!).Cast<IEnumerable>().Select(index => string.Join(',', index.Cast<object>().Select(path => Property(path, "Path")))),
            resource["indexingPolicy"]!["compositeIndexes"] is JsonArray composites
                ? composites.Select(index => string.Join(',', index!.AsArray().Select(path => (string)path!["path"]!)))
                : []);
    }

    [Fact]
    public void There_are_no_other_containers_and_the_database_is_the_stores()
    {
        Assert.Equal(Constant("Database"), (string)forecast.Platform.Single("Microsoft.DocumentDB/databaseAccounts/sqlDatabases")["properties"]!["resource"]!["id"]!);
        Assert.Equal(2, forecast.Platform.OfType("Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers").Count());
    }

    private static string Constant(string name) => (string)Schema.GetField(name)!.GetRawConstantValue()!;

    private static object? Property(object of, string name) => of.GetType().GetProperty(name)!.GetValue(of);

    private static string[] Paths(object policy, string property) => [.. ((IEnumerable)Property(policy, property)!).Cast<object>().Select(path => (string)Property(path, "Path")!)];

    private static string[] Paths(JsonNode? paths) => [.. paths!.AsArray().Select(path => (string)path!["path"]!)];
}
