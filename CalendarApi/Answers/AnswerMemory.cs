using CalendarApi.Limits;
using Microsoft.Extensions.Options;
using TeamCalendars.Tenants;

namespace CalendarApi.Answers;

/// <summary>
/// Counts the bytes of long answers that are written and not read yet: a caller that reads slowly, or not at all, keeps them in memory. Whoever has too many of them begins no other one.
/// What has begun goes on, so the memory of a tenant can be exceeded by what its places write at a time.
/// </summary>
internal sealed class AnswerMemory(IOptions<WorkOptions> options)
{
    private readonly Lock gate = new();
    private readonly Dictionary<TenantId, long> ofTenants = [];
    private long ofAll;

    /// <summary>Whether there is room for another answer.</summary>
    public bool HasRoom(TenantId tenant)
    {
        lock (gate)
        {
            return ofTenants.GetValueOrDefault(tenant) < options.Value.AnswerMemoryPerTenant && ofAll < options.Value.AnswerMemory;
        }
    }

    /// <summary>Counts bytes, until the result is disposed of. It may be disposed of once.</summary>
    public IDisposable Hold(TenantId tenant, long bytes)
    {
        Add(tenant, bytes);
        return new Held(this, tenant, bytes);
    }

    private void Add(TenantId tenant, long bytes)
    {
        lock (gate)
        {
            ofAll += bytes;
            if ((ofTenants[tenant] = ofTenants.GetValueOrDefault(tenant) + bytes) == 0)
            {
                ofTenants.Remove(tenant);
            }
        }
    }

    private sealed class Held(AnswerMemory memory, TenantId tenant, long bytes) : IDisposable
    {
        public void Dispose() => memory.Add(tenant, -bytes);
    }
}
