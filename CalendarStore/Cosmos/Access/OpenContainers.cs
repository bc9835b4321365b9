using CalendarStore.Tenants;
using Microsoft.Azure.Cosmos;

namespace CalendarStore.Cosmos.Access;

internal sealed record OpenContainers(Container Items, Container Leases, string Epoch)
{
    public TenantPartition Of(TenantId tenant) => new(Items, tenant);
}
