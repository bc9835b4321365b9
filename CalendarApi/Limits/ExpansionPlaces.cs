using System.Threading.RateLimiting;
using TeamCalendars.Tenants;

namespace CalendarApi.Limits;

/// <summary>
/// The places in which occurrences are computed. An answer may take a second of processor time, and its caller may go on to the next one at once. So the requests of
/// a tenant wait for each other, and leave one processor to the other tenants. What waits has not been read from the store yet, and leaves the line when its caller hangs up.
/// </summary>
internal sealed class ExpansionPlaces : IDisposable
{
    private static readonly ConcurrencyLimiterOptions OfTenant = new() { PermitLimit = Math.Max(1, Environment.ProcessorCount - 1), QueueLimit = int.MaxValue };

    private readonly PartitionedRateLimiter<Guid> places = PartitionedRateLimiter.Create<Guid, Guid>(tenant => RateLimitPartition.GetConcurrencyLimiter(tenant, _ => OfTenant));

    /// <returns>The place, which the caller disposes of.</returns>
    public async Task<IDisposable> TakeAsync(TenantId tenant, CancellationToken cancellationToken) => await places.AcquireAsync(tenant.Value, cancellationToken: cancellationToken);

    public void Dispose() => places.Dispose();
}
