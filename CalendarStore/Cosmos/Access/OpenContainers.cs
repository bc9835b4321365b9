using Microsoft.Azure.Cosmos;
using TeamCalendars.Tenants;

namespace CalendarStore.Cosmos.Access;

/// <param name="Schema">With which the store was created: it has no documents of an older one.</param>
internal sealed record OpenContainers(Container Items, Container Leases, string Epoch, int Schema)
{
    public TenantPartition Of(TenantId tenant) => Of(tenant.ToString());

    public TenantPartition Of(string tenant) => new(Items, tenant, Schema);
}
