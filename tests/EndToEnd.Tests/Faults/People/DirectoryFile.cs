using System.Text.Json;

namespace EndToEnd.Tests.Faults.People;

/// <summary>Puts tenants of our own into the identity emulator in place of its sample.</summary>
internal static class DirectoryFile
{
    public static void Use(IDistributedApplicationTestingBuilder builder, string folder, IEnumerable<SampleTenant> tenants)
    {
        var path = Path.Combine(folder, "directory.json");
        File.WriteAllText(path, JsonSerializer.Serialize(new
        {
            tenants = tenants.Select(tenant => new
            {
                id = tenant.Id,
                name = tenant.Domain,
                domain = tenant.Domain,
                accessTokenLifetime = tenant.TokenLifetime,
                users = Enumerable.Range(0, tenant.Users).Select(number => new { id = tenant.UserId(number), name = tenant.User(number), userName = tenant.User(number) }),
            }),
        }));

        var identity = (ProjectResource)builder.Resources.Single(resource => resource.Name == "identity");
        builder.CreateResourceBuilder(identity)
            .WithEnvironment("IdentityEmulator__DirectoryFile", path);
    }
}
