using System.Threading.Channels;
using TeamCalendars.Tenants;

namespace CalendarApi.Nudging;

/// <summary>Tenants that were written to and the worker is to look at. Bounded: one that finds no room is lost, which costs its push one poll interval of the worker.</summary>
internal sealed class NudgeQueue
{
    /// <summary>What one request names at most; the worker takes no more.</summary>
    public const int MaxTenants = 100;

    private const int Length = 1_024;

    private readonly Channel<TenantId> tenants = Channel.CreateBounded<TenantId>(
        new BoundedChannelOptions(Length) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Add(TenantId tenant) => tenants.Writer.TryWrite(tenant);

    /// <summary>Waits for one, and takes with it what has come meanwhile, each tenant once.</summary>
    public async Task<IReadOnlyCollection<TenantId>> TakeAsync(CancellationToken cancellationToken)
    {
        await tenants.Reader.WaitToReadAsync(cancellationToken);
        var taken = new HashSet<TenantId>();
        while (taken.Count < MaxTenants && tenants.Reader.TryRead(out var tenant))
        {
            taken.Add(tenant);
        }

        return taken;
    }
}
