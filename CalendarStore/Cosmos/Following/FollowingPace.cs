using NodaTime;

namespace CalendarStore.Cosmos.Following;

internal static class FollowingPace
{
    /// <summary>How long a change waits for its page when its nudge was lost. Each look at a physical partition without news costs one to two request units.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    /// <summary>Documents of a page: a write is two of them at least, one of which is the head.</summary>
    public const int MaxDocuments = 400;

    /// <summary>A nudge does not hand out a head that last moved longer ago: its page has come, or is about to.</summary>
    public static readonly Duration NudgeLifetime = Duration.FromSeconds(5);

    public static readonly Backoff Retries = new(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(10));
}
