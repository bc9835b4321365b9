namespace CalendarStore.Feed;

/// <summary>Who follows, and how.</summary>
public sealed record FeedSubscription
{
    /// <summary>The name that the instances have in common, and their places are kept under.</summary>
    public required string Consumer { get; init; }

    /// <summary>How long an instance may be silent before its shares are taken over. It renews three times as often.</summary>
    public TimeSpan LeaseTime { get; init; } = TimeSpan.FromSeconds(5);
}
