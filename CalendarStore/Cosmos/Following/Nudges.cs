using System.Threading.Channels;
using TeamCalendars.Tenants;

namespace CalendarStore.Cosmos.Following;

/// <summary>Tenants to look at now. Bounded: one that finds no room is lost, which costs it a poll interval.</summary>
internal sealed class Nudges
{
    private const int MaxWaiting = 1_024;
    private const int MaxAtOnce = 32;

    private readonly Channel<TenantId> waiting = Channel.CreateBounded<TenantId>(new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Add(TenantId tenant) => waiting.Writer.TryWrite(tenant);

    /// <summary>Waits for some, and takes those that are there, each once.</summary>
    public async Task<IReadOnlyCollection<TenantId>> TakeAsync(CancellationToken cancellationToken)
    {
        await waiting.Reader.WaitToReadAsync(cancellationToken);
        var tenants = new HashSet<TenantId>();
        while (tenants.Count < MaxAtOnce && waiting.Reader.TryRead(out var tenant))
        {
            tenants.Add(tenant);
        }

        return tenants;
    }
}
