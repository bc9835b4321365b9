using Microsoft.Azure.Cosmos;
using TeamCalendars.Tenants;

namespace CalendarStore.Cosmos.Access;

internal sealed record OpenContainers(Container Items, Container Leases, string Epoch)
{
    public TenantPartition Of(TenantId tenant) => new(Items, tenant);
}
