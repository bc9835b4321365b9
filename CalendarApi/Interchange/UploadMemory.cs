using Microsoft.Extensions.Options;
using TeamCalendars.Tenants;

namespace CalendarApi.Interchange;

/// <summary>Counts the bytes of all files that arrive or wait. A byte counts when it is there, not when a request announces it: nobody reserves memory by a header.</summary>
internal sealed class UploadMemory(IOptions<ImportOptions> options)
{
    private readonly Lock gate = new();
    private readonly Dictionary<TenantId, long> ofTenants = [];
    private long ofAll;

    /// <summary>Begins a file, which has no bytes yet. Disposing of it gives its bytes back.</summary>
    public Share Open(TenantId tenant) => new(this, tenant);

    private bool TryTake(TenantId tenant, int bytes)
    {
        lock (gate)
        {
            var own = ofTenants.GetValueOrDefault(tenant) + bytes;
            if (own > options.Value.MemoryPerTenant || ofAll + bytes > options.Value.Memory)
            {
                return false;
            }

            ofTenants[tenant] = own;
            ofAll += bytes;
            return true;
        }
    }

    private void Return(TenantId tenant, long bytes)
    {
        lock (gate)
        {
            ofAll -= bytes;
            if ((ofTenants[tenant] -= bytes) == 0)
            {
                ofTenants.Remove(tenant);
            }
        }
    }

    internal sealed class Share(UploadMemory memory, TenantId tenant) : IDisposable
    {
        private long taken;

        public bool TryTake(int bytes)
        {
            if (!memory.TryTake(tenant, bytes))
            {
                return false;
            }

            taken += bytes;
            return true;
        }

        public void Dispose()
        {
            if (taken > 0)
            {
                memory.Return(tenant, taken);
                taken = 0;
            }
        }
    }
}
