namespace IdentityEmulator.Tenants;

/// <summary>
/// The first segment of a path: one tenant, or <c>organizations</c>/<c>common</c>, which stand for the tenant of
/// whichever user signs in.
/// </summary>
/// <param name="Segment">This authority's name in its own metadata: the tenant's id, or the alias.</param>
/// <param name="Single">The one tenant; null for the aliases.</param>
internal sealed record TenantSelector(string Segment, Tenant? Single)
{
    public bool Admits(Tenant tenant) => Single is null || Single.Id == tenant.Id;
}
