using System.Threading.RateLimiting;
using CalendarApi.Authentication;
using TeamCalendars.Tenants;

namespace CalendarApi.Limits;

/// <summary>
/// Places for work that costs much: a few for each tenant, a few in all, and a line of bounded length for each tenant, of which one user gets a part. A request waits for a place
/// of its own tenant first. So a tenant has no more requests in the line of all than it may do at a time. The tenants take turns there, however long their own lines are.
/// </summary>
/// <param name="work">What the places are for, in the plural.</param>
/// <param name="tryAgain">When a request that is refused may be sent again.</param>
internal abstract class Places(PlacesSize size, string work, TimeSpan tryAgain) : IDisposable
{
    // The first two count the requests that wait and those that have a place.
    private readonly PartitionedRateLimiter<(Guid Tenant, Guid User)> linesOfUsers = Limiter<(Guid, Guid)>(size.AtOncePerTenant + size.WaitingPerUser, 0);
    private readonly PartitionedRateLimiter<Guid> linesOfTenants = Limiter<Guid>(size.AtOncePerTenant + size.WaitingPerTenant, 0);
    private readonly PartitionedRateLimiter<Guid> ofTenants = Limiter<Guid>(size.AtOncePerTenant, int.MaxValue);
    private readonly ConcurrencyLimiter ofAll = new(new() { PermitLimit = size.AtOnce, QueueLimit = size.Waiting });

    private readonly Refusal lineOfUserIsFull = new($"Too many {work} of yours wait already.", tryAgain);
    private readonly Refusal lineOfTenantIsFull = new($"Too many {work} of your tenant wait already.", tryAgain);
    private readonly Refusal lineOfAllIsFull = new($"Too many {work} of all tenants wait already.", tryAgain);

    /// <summary>Waits for a place, or is refused if too many wait already. A caller that hangs up leaves the line.</summary>
    public Task<Place> TakeAsync(Caller caller, CancellationToken cancellationToken)
    {
        var place = GetInLine(caller);
        return place.Refusal is null ? TakeAsync(place, caller.Tenant, cancellationToken) : Task.FromResult(place);
    }

    /// <summary>The same in two steps: this is the first, and does not wait.</summary>
    public Place GetInLine(Caller caller)
    {
        if (RefusalOf(caller.Tenant) is { } refusal)
        {
            return Place.Refused(refusal);
        }

        var place = new Place();
        place.Add(linesOfUsers.AttemptAcquire((caller.Tenant.Value, caller.ObjectId)), lineOfUserIsFull);
        return place;
    }

    /// <summary>The second step.</summary>
    /// <param name="place">From <see cref="GetInLine"/>.</param>
    public Task<Place> TakeAsync(Place place, TenantId tenant, CancellationToken cancellationToken) => TakeAsync(place, tenant, begins: true, cancellationToken);

    public void Dispose()
    {
        linesOfUsers.Dispose();
        linesOfTenants.Dispose();
        ofTenants.Dispose();
        ofAll.Dispose();
    }

    /// <returns>Why the tenant may begin nothing at the moment; null if it may.</returns>
    protected virtual Refusal? RefusalOf(TenantId tenant) => null;

    /// <param name="place">What the request has of it.</param>
    /// <param name="begins">False for a further part of work that has begun: it does not count in the line of its tenant, so that line cannot be too full for it.</param>
    protected async Task<Place> TakeAsync(Place place, TenantId tenant, bool begins, CancellationToken cancellationToken)
    {
        try
        {
            _ = (!begins || place.Add(linesOfTenants.AttemptAcquire(tenant.Value), lineOfTenantIsFull))
                && place.Add(await ofTenants.AcquireAsync(tenant.Value, cancellationToken: cancellationToken), lineOfTenantIsFull)
                && place.Add(await ofAll.AcquireAsync(cancellationToken: cancellationToken), lineOfAllIsFull);
            return place;
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    private static PartitionedRateLimiter<TKey> Limiter<TKey>(int permits, int waiting)
        where TKey : notnull =>
        PartitionedRateLimiter.Create<TKey, TKey>(key => RateLimitPartition.GetConcurrencyLimiter(key, _ => new ConcurrencyLimiterOptions { PermitLimit = permits, QueueLimit = waiting }));
}
