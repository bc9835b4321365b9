using System.Globalization;
using System.Text.Json;

namespace Bench.Samples;

/// <summary>The tenants and users of IdentityEmulator: one tenant with many users, and a neighbour with a few.</summary>
internal static class SampleDirectory
{
    public const string Domain = "bench.example";
    public const string NeighbourDomain = "neighbour.example";
    public const int NeighbourUsers = 4;

    public static readonly Guid Tenant = new("dddddddd-4444-4444-8444-444444444444");
    private static readonly Guid Neighbour = new("cccccccc-3333-4333-8333-333333333333");

    public static string UserName(int number, string domain = Domain) => string.Create(CultureInfo.InvariantCulture, $"user{number}@{domain}");

    public static byte[] Json(int users) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        tenants = new[] { Describe(Tenant, "Bench", Domain, users), Describe(Neighbour, "Neighbour", NeighbourDomain, NeighbourUsers) },
    });

    private static object Describe(Guid id, string name, string domain, int users) => new
    {
        id,
        name,
        domain,
        users = Enumerable.Range(0, users).Select(number => new
        {
            // The tenant's id with the number in its last part, so that user ids are unique over all tenants.
            id = new Guid(string.Create(CultureInfo.InvariantCulture, $"{id.ToString()[..24]}{number:x12}")),
            name = string.Create(CultureInfo.InvariantCulture, $"User {number}"),
            userName = UserName(number, domain),
        }),
    };
}
