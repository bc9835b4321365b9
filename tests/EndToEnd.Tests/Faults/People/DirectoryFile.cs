using System.Text.Json;
using System.Text.Json.Nodes;

namespace EndToEnd.Tests.Faults.People;

/// <summary>Adds tenants of our own to the sample tenants of the identity emulator.</summary>
internal static class DirectoryFile
{
    private static readonly string Sample = RepositoryFolder.PathOf("Emulators", "IdentityEmulator", "Tenants", "directory.json");

    public static void Use(IDistributedApplicationTestingBuilder builder, string folder, IEnumerable<SampleTenant> tenants)
    {
        var path = Path.Combine(folder, "directory.json");
        var directory = JsonNode.Parse(File.ReadAllText(Sample))!;
        foreach (var tenant in tenants)
        {
            directory["tenants"]!.AsArray().Add(JsonSerializer.SerializeToNode(new
            {
                id = tenant.Id,
                name = tenant.Domain,
                domain = tenant.Domain,
                accessTokenLifetime = tenant.TokenLifetime,
                users = Enumerable.Range(0, tenant.Users).Select(number => new { id = tenant.UserId(number), name = tenant.User(number), userName = tenant.User(number) }),
            }));
        }

        File.WriteAllText(path, directory.ToJsonString());

        var identity = (ProjectResource)builder.Resources.Single(resource => resource.Name == "identity");
        builder.CreateResourceBuilder(identity)
            .WithEnvironment("IdentityEmulator__DirectoryFile", path);

        // Few users stand for many, and faults make them connect again and again.
        var api = (ProjectResource)builder.Resources.Single(resource => resource.Name == "calendar-api");
        builder.CreateResourceBuilder(api).WithEnvironment("Negotiation__Burst", "100000");
    }
}
