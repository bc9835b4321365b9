namespace CalendarStore.Cosmos;

internal static class FollowingPace
{
    /// <summary>How long a change waits for its page when its nudge was lost. Each look at a physical partition without news costs one to two request units.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    /// <summary>Documents of a page: a write is two of them at least, one of which counts here.</summary>
    public const int MaxDocuments = 400;

    /// <summary>Of a share that is this far behind, tenants are told of ahead of reading.</summary>
    public static readonly TimeSpan Behind = TimeSpan.FromSeconds(2);

    /// <summary>How often then: each time is a query of all partitions.</summary>
    public static readonly TimeSpan AheadInterval = TimeSpan.FromSeconds(1);

    public static TimeSpan RetryAfter(int attempt) =>
        TimeSpan.FromMilliseconds(Math.Min(10_000, 250 * Math.Pow(2, Math.Min(attempt, 10) - 1)) * (0.5 + (Random.Shared.NextDouble() / 2)));
}
