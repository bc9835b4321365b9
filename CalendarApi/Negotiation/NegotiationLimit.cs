using System.Threading.RateLimiting;
using CalendarApi.Authentication;
using CalendarApi.Limits;
using Microsoft.Extensions.Options;

namespace CalendarApi.Negotiation;

/// <summary>
/// Limits the connections of one user and of one tenant: the service has no such limits, and either could take the connections of a whole unit. The service does not say how many
/// connections somebody has, so negotiations are counted, one for each connection. A connection ends with its access token, so the rate of negotiations limits how many are open.
/// </summary>
internal sealed class NegotiationLimit(IOptions<NegotiationOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> users = Buckets<string>(options.Value.Burst, options.Value.PerHour);
    private readonly PartitionedRateLimiter<Guid> tenants = Buckets<Guid>(options.Value.TenantBurst, options.Value.TenantPerHour);

    /// <returns>Null if the caller may open a further connection.</returns>
    public Refusal? Take(Caller caller) =>
        Refusal.Of(users, caller.SignalRUser, "You opened too many connections for pushes.")
            ?? Refusal.Of(tenants, caller.Tenant.Value, "The users of your tenant together opened too many connections for pushes.");

    public void Dispose()
    {
        users.Dispose();
        tenants.Dispose();
    }

    private static PartitionedRateLimiter<TKey> Buckets<TKey>(int burst, int perHour)
        where TKey : notnull =>
        PartitionedRateLimiter.Create<TKey, TKey>(key => RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = burst,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromHours(1) / perHour,
            QueueLimit = 0,
        }));
}
