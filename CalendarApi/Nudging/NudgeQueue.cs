using System.Threading.Channels;
using ServiceDefaults.Contracts;
using TeamCalendars.Tenants;

namespace CalendarApi.Nudging;

/// <summary>Tenants whose head the worker should read. Bounded: when the queue is full, a nudge is dropped, which delays the push by one poll interval of the worker.</summary>
internal sealed class NudgeQueue
{
    private const int Length = 1_024;

    private readonly Channel<TenantId> tenants = Channel.CreateBounded<TenantId>(
        new BoundedChannelOptions(Length) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Add(TenantId tenant) => tenants.Writer.TryWrite(tenant);

    /// <summary>Waits for a tenant, and returns it with those that arrived meanwhile, each once.</summary>
    public async Task<IReadOnlyCollection<TenantId>> TakeAsync(CancellationToken cancellationToken)
    {
        await tenants.Reader.WaitToReadAsync(cancellationToken);
        var taken = new HashSet<TenantId>();
        while (taken.Count < NudgeContract.MaxTenants && tenants.Reader.TryRead(out var tenant))
        {
            taken.Add(tenant);
        }

        return taken;
    }
}
