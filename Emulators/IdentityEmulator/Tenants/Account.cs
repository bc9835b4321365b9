namespace IdentityEmulator.Tenants;

/// <summary>A user together with the tenant the user is of.</summary>
internal sealed record Account(Tenant Tenant, User User);
