using System.Threading.RateLimiting;
using CalendarApi.Limits;
using Microsoft.Extensions.Options;
using TeamCalendars.Tenants;

namespace CalendarApi.Interchange;

/// <summary>The places in which imports run: one for each tenant, and a few in all. An import waits for a place in a short line. It has its file already, so no place waits for a slow upload.</summary>
internal sealed class ImportPlaces(IOptions<ImportOptions> options) : IDisposable
{
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(10);

    private readonly PartitionedRateLimiter<Guid> ofTenants = PartitionedRateLimiter.Create<Guid, Guid>(tenant =>
        RateLimitPartition.GetConcurrencyLimiter(tenant, _ => new ConcurrencyLimiterOptions { PermitLimit = 1, QueueLimit = options.Value.WaitingPerTenant }));

    private readonly ConcurrencyLimiter ofAll = new(new() { PermitLimit = options.Value.AtOnce, QueueLimit = options.Value.Waiting });

    /// <summary>Waits for a place. The tenant's own comes first, so that the imports of one tenant do not fill the line of all.</summary>
    /// <returns>A refusal if too many wait already; otherwise the place, which the caller disposes of.</returns>
    public async Task<(IDisposable? Place, Refusal? Refusal)> TakeAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var own = await ofTenants.AcquireAsync(tenant.Value, cancellationToken: cancellationToken);
        if (!own.IsAcquired)
        {
            own.Dispose();
            return (null, new("Too many imports of your tenant wait already. One runs at a time.", TryAgain));
        }

        RateLimitLease? shared = null;
        try
        {
            shared = await ofAll.AcquireAsync(cancellationToken: cancellationToken);
            return shared.IsAcquired ? (new Place(own, shared), null) : (null, new("Too many imports of all tenants wait already.", TryAgain));
        }
        finally
        {
            if (shared is not { IsAcquired: true })
            {
                shared?.Dispose();
                own.Dispose();
            }
        }
    }

    public void Dispose()
    {
        ofTenants.Dispose();
        ofAll.Dispose();
    }

    private sealed class Place(RateLimitLease own, RateLimitLease shared) : IDisposable
    {
        public void Dispose()
        {
            shared.Dispose();
            own.Dispose();
        }
    }
}
