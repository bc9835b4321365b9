namespace IdentityEmulator.Tenants;

/// <summary>A user together with their tenant.</summary>
internal sealed record Account(Tenant Tenant, User User);
