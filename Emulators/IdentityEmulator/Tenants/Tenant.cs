namespace IdentityEmulator.Tenants;

/// <summary>A sample organisation: a tenant (or directory) in Entra ID's terms.</summary>
internal sealed record Tenant
{
    /// <summary>The <c>tid</c> of its tokens.</summary>
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Identifies the tenant in paths, like its id, and is the suffix of its user names.</summary>
    public required string Domain { get; init; }

    public required IReadOnlyList<User> Users { get; init; }

    /// <summary>The lifetime of its access and id tokens, if it differs from the default: like a token lifetime policy in Entra ID.</summary>
    public TimeSpan? AccessTokenLifetime { get; init; }
}
