using System.Data.Common;

namespace CalendarStore.Cosmos.Access;

/// <summary>
/// Where the store is: a bare account URI, or <c>AccountEndpoint=…[;Database=…][;Container=…][;AccountKey=…]</c>. Without a key the caller's
/// Entra identity is used, which may read and write items but not create containers; those come from the deployment.
/// </summary>
/// <param name="Key">Emulators and tests only: it may create what is missing.</param>
internal sealed record CosmosAddress(Uri Endpoint, string Database, string Container, string? Key)
{
    /// <summary>An emulator on this machine: one replica behind one HTTP address.</summary>
    public bool IsLocal => Key is not null && Endpoint.IsLoopback;

    /// <exception cref="ArgumentException">It is no address of Cosmos DB.</exception>
    public static CosmosAddress Parse(string connectionString)
    {
        if (Uri.TryCreate(connectionString, UriKind.Absolute, out var account) && account.Scheme == Uri.UriSchemeHttps)
        {
            return new CosmosAddress(account, CosmosSchema.Database, CosmosSchema.Container, null);
        }

        var parts = new DbConnectionStringBuilder { ConnectionString = connectionString };
        if (!Uri.TryCreate(Part(parts, "AccountEndpoint"), UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("https" or "http"))
        {
            throw new ArgumentException("AccountEndpoint must be the account's address, such as https://name.documents.azure.com.", nameof(connectionString));
        }

        var key = Part(parts, "AccountKey");
        return endpoint.Scheme == Uri.UriSchemeHttp && (key is null || !endpoint.IsLoopback)
            ? throw new ArgumentException("AccountEndpoint is plain http: only an emulator on this machine, with its key, may be.", nameof(connectionString))
            : new CosmosAddress(endpoint, Part(parts, "Database") ?? CosmosSchema.Database, Part(parts, "Container") ?? CosmosSchema.Container, key);
    }

    private static string? Part(DbConnectionStringBuilder parts, string name) =>
        parts.TryGetValue(name, out var value) && value is string { Length: > 0 } text ? text : null;
}
