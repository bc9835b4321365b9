namespace IdentityEmulator.Tenants;

/// <summary>A sample organisation: what Entra ID calls a tenant or directory.</summary>
internal sealed record Tenant
{
    /// <summary>The <c>tid</c> of its tokens.</summary>
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Names the tenant in paths, as its id does, and ends its users' names.</summary>
    public required string Domain { get; init; }

    public required IReadOnlyList<User> Users { get; init; }

    /// <summary>How long its access and id tokens are valid, where that differs from the others': what a token lifetime policy of the organisation says in Entra ID.</summary>
    public TimeSpan? AccessTokenLifetime { get; init; }
}
