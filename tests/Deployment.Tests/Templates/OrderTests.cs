using System.Text.Json.Nodes;

namespace Deployment.Tests.Templates;

/// <summary>The order in which Azure must create resources.</summary>
public sealed class OrderTests
{
    [Fact]
    public async Task The_database_account_is_asked_for_one_thing_at_a_time()
    {
        var resources = await ResourcesAsync("cosmos-data");

        // Each resource of the account waits for all those before it. Sorted by the number of dependencies they form a row.
        var before = resources.ToDictionary(resource => resource.Key, resource => Before(resources, resource.Key), StringComparer.Ordinal);
        var row = before.OrderBy(resource => resource.Value.Count).Select(resource => resource.Key).ToArray();
        Assert.Equal("database", row[0]);
        Assert.All(row.Index(), resource => Assert.Equal(row[..resource.Index].Order(StringComparer.Ordinal), before[resource.Item].Order(StringComparer.Ordinal)));
        Assert.All(resources.Select(resource => resource.Value!["copy"]).Where(copy => copy is not null), copy => Assert.Equal(("serial", 1), ((string)copy!["mode"]!, (int)copy["batchSize"]!)));
    }

    [Fact]
    public async Task The_databases_private_endpoint_waits_for_what_lies_in_the_account()
    {
        var template = JsonNode.Parse(await Shell.RunAsync(BicepProgram.Path, ["build", RepositoryFolder.PathOf("infra", "main.bicep"), "--stdout"], TestContext.Current.CancellationToken))!;

        // An endpoint is a change to the account too.
        Assert.Contains("cosmosData", Before(template["resources"]!.AsObject(), "cosmosEndpoint"));
    }

    private static HashSet<string> Before(JsonObject resources, string name) =>
        [.. (resources[name]!["dependsOn"]?.AsArray() ?? []).Select(other => (string)other!).SelectMany(other => Before(resources, other).Append(other))];

    /// <summary>By their names in the source. The compiler keeps them only on request.</summary>
    private static async Task<JsonObject> ResourcesAsync(string module)
    {
        var folder = Directory.CreateTempSubdirectory("calendar-order-");
        try
        {
            var copy = Path.Combine(folder.FullName, $"{module}.bicep");
            File.Copy(RepositoryFolder.PathOf("infra", "platform", $"{module}.bicep"), copy);
            await File.WriteAllTextAsync(
                Path.Combine(folder.FullName, "bicepconfig.json"), """{ "experimentalFeaturesEnabled": { "symbolicNameCodegen": true } }""", TestContext.Current.CancellationToken);
            var resources = JsonNode.Parse(await Shell.RunAsync(BicepProgram.Path, ["build", copy, "--stdout"], RepositoryFolder.Root, TestContext.Current.CancellationToken))!["resources"]!.AsObject();
            // The account exists already.
            return new(resources.Where(resource => resource.Value!["existing"] is null).Select(resource => KeyValuePair.Create(resource.Key, (JsonNode?)resource.Value!.DeepClone())));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
