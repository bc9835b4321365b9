using CalendarStore.Feed;

namespace NotificationService.Following;

/// <summary>The shares that this instance holds. Decides when checkpoints are saved: at most once per interval, for all shares together.</summary>
internal sealed class FollowedShares(TimeSpan interval)
{
    private readonly Dictionary<FeedShare, FollowedShare> shares = [];
    private DateTimeOffset lastLook;

    public IEnumerable<KeyValuePair<FeedShare, FollowedShare>> All => shares;

    /// <summary>When to save next; null when all that was read is saved.</summary>
    public DateTimeOffset? NextDue => shares.Values.Any(share => share.IsStale) ? lastLook + interval : null;

    public FollowedShare? this[FeedShare share] => shares.GetValueOrDefault(share);

    public void Add(FeedShare share) => shares.Add(share, new());

    public FollowedShare? Remove(FeedShare share) => shares.Remove(share, out var followed) ? followed : null;

    /// <param name="unacknowledged">For each share that has one, the checkpoint before its first head without an accepted push.</param>
    /// <returns>The checkpoints to save now.</returns>
    public IReadOnlyList<ShareCheckpoint> Due(IReadOnlyDictionary<FeedShare, Checkpoint> unacknowledged, DateTimeOffset now)
    {
        lastLook = now;
        return [.. shares.Select(share => Unsaved(share.Key, unacknowledged)).OfType<ShareCheckpoint>()];
    }

    public ShareCheckpoint? Unsaved(FeedShare share, IReadOnlyDictionary<FeedShare, Checkpoint> unacknowledged) =>
        shares[share].Unsaved(unacknowledged.TryGetValue(share, out var before) ? before : null) is { } checkpoint ? new(share, checkpoint) : null;
}

internal sealed record ShareCheckpoint(FeedShare Share, Checkpoint Checkpoint);
