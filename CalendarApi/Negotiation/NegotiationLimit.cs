using System.Threading.RateLimiting;
using CalendarApi.Limits;
using Microsoft.Extensions.Options;

namespace CalendarApi.Negotiation;

/// <summary>
/// Limits the connections of one user: the service has no such limit, and one user could take the connections of a whole unit. The service does not say how many
/// connections a user has, so negotiations are counted, one for each connection. A connection ends with its access token, so the rate of negotiations limits how many are open.
/// </summary>
internal sealed class NegotiationLimit(IOptions<NegotiationOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> users = PartitionedRateLimiter.Create<string, string>(user =>
        RateLimitPartition.GetTokenBucketLimiter(user, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.Value.Burst,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromHours(1) / options.Value.PerHour,
            QueueLimit = 0,
        }));

    /// <returns>Null if the user may open a further connection.</returns>
    public Refusal? Take(string user) => Refusal.Of(users, user, "You opened too many connections for pushes.");

    public void Dispose() => users.Dispose();
}
