namespace IdentityEmulator.Tenants;

internal sealed record User
{
    /// <summary>The <c>oid</c> of this user's tokens.</summary>
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The sign-in name, e.g. <c>adele@contoso.example</c>; unique over all tenants.</summary>
    public required string UserName { get; init; }

    /// <summary>App roles, e.g. <c>Calendar.Admin</c>. Source-generated JSON sets null for an absent member, despite the initialiser.</summary>
    public IReadOnlyList<string> Roles { get; init => field = value ?? []; } = [];

    /// <summary>A user that never gets a scope that allows writing, whatever the client requests.</summary>
    public bool ReadOnly { get; init; }
}
