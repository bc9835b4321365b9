using System.Threading.RateLimiting;
using TeamCalendars.Tenants;

namespace CalendarApi.Limits;

/// <summary>
/// Places for work that costs much: a few for each tenant, a few in all, and a line of bounded length for each tenant. A request waits for a place of its own tenant first.
/// So a tenant has no more requests in the line of all than it may do at a time. The tenants take turns there, however long their own lines are.
/// </summary>
internal abstract class Places(PlacesSize size) : IDisposable
{
    // Counts the requests that wait and those that have a place.
    private readonly PartitionedRateLimiter<Guid> lines = Limiter(size.AtOncePerTenant + size.WaitingPerTenant, 0);
    private readonly PartitionedRateLimiter<Guid> ofTenants = Limiter(size.AtOncePerTenant, int.MaxValue);
    private readonly ConcurrencyLimiter ofAll = new(new() { PermitLimit = size.AtOnce, QueueLimit = size.Waiting });

    protected abstract Refusal OwnLineIsFull { get; }

    protected abstract Refusal LineOfAllIsFull { get; }

    /// <summary>Waits for a place. A caller that hangs up leaves the line.</summary>
    /// <returns>A refusal if too many wait already; otherwise the place, which the caller disposes of.</returns>
    public Task<(IDisposable? Place, Refusal? Refusal)> TakeAsync(TenantId tenant, CancellationToken cancellationToken) => TakeAsync(tenant, begins: true, cancellationToken);

    public void Dispose()
    {
        lines.Dispose();
        ofTenants.Dispose();
        ofAll.Dispose();
    }

    /// <param name="begins">False for a further part of work that has begun: it does not count in the line of its tenant, so that line cannot be too full for it.</param>
    protected async Task<(IDisposable? Place, Refusal? Refusal)> TakeAsync(TenantId tenant, bool begins, CancellationToken cancellationToken)
    {
        var place = new Place();
        Refusal? refusal;
        try
        {
            refusal = begins && !place.Holds(lines.AttemptAcquire(tenant.Value)) ? OwnLineIsFull
                : place.Holds(await ofTenants.AcquireAsync(tenant.Value, cancellationToken: cancellationToken))
                && place.Holds(await ofAll.AcquireAsync(cancellationToken: cancellationToken)) ? null : LineOfAllIsFull;
        }
        catch
        {
            place.Dispose();
            throw;
        }

        if (refusal is null)
        {
            return (place, null);
        }

        place.Dispose();
        return (null, refusal);
    }

    private static PartitionedRateLimiter<Guid> Limiter(int permits, int waiting) => PartitionedRateLimiter.Create<Guid, Guid>(tenant =>
        RateLimitPartition.GetConcurrencyLimiter(tenant, _ => new ConcurrencyLimiterOptions { PermitLimit = permits, QueueLimit = waiting }));

    private sealed class Place : IDisposable
    {
        private readonly Stack<RateLimitLease> leases = [];

        public bool Holds(RateLimitLease lease)
        {
            leases.Push(lease);
            return lease.IsAcquired;
        }

        public void Dispose()
        {
            while (leases.TryPop(out var lease))
            {
                lease.Dispose();
            }
        }
    }
}
