namespace IdentityEmulator.Tenants;

/// <summary>
/// What the first segment of a path names: one tenant, or <c>organizations</c>/<c>common</c>, which stand for whichever tenant
/// the user turns out to be of.
/// </summary>
/// <param name="Segment">The name this authority goes by in its own metadata: the tenant's id, or the alias.</param>
/// <param name="Single">The one tenant; null for the aliases.</param>
internal sealed record TenantSelector(string Segment, Tenant? Single)
{
    public bool Admits(Tenant tenant) => Single is null || Single.Id == tenant.Id;
}
