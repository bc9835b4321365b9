using System.Threading.RateLimiting;

namespace CalendarApi.Limits;

/// <summary>Why a request is refused with 429.</summary>
/// <param name="Reason">Whose limit was reached, as a sentence for the caller.</param>
/// <param name="RetryAfter">When to try again.</param>
internal sealed record Refusal(string Reason, TimeSpan RetryAfter)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    /// <summary>Takes a token of a bucket.</summary>
    /// <returns>Null if there was one.</returns>
    public static Refusal? Of<TKey>(PartitionedRateLimiter<TKey> buckets, TKey key, string reason)
    {
        using var lease = buckets.AttemptAcquire(key);
        return lease.IsAcquired ? null : new(reason, lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : Soon);
    }
}
