using CalendarStore.Feed;

namespace CalendarStore.Sqlite.Following;

/// <summary>A share as the reader follows it.</summary>
internal sealed class FollowedShare(FeedShare share, long after)
{
    public FeedShare Share => share;

    /// <summary>The sequence number of the last head that was handed out.</summary>
    public long After { get; set; } = after;

    /// <summary>The follower's farewell; null while the share is read.</summary>
    public Task? Release { get; set; }
}
