using System.Threading.RateLimiting;

namespace CalendarApi.Limits;

/// <summary>A token bucket for each key: a user, a tenant or an address.</summary>
internal static class TokenBuckets
{
    /// <param name="burst">The tokens of a full bucket.</param>
    /// <param name="tokens">The tokens that a bucket gets in each period.</param>
    public static PartitionedRateLimiter<TKey> Create<TKey>(int burst, int tokens, TimeSpan period)
        where TKey : notnull =>
        PartitionedRateLimiter.Create<TKey, TKey>(key => RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = burst,
            TokensPerPeriod = tokens,
            ReplenishmentPeriod = period,
            QueueLimit = 0,
        }));
}
