using CalendarStore.Feed;

namespace NotificationService.Following;

/// <summary>The shares that are this instance's, and when to look whether a place can be saved: at most once per interval for all of them together.</summary>
internal sealed class FollowedShares(TimeSpan interval)
{
    private readonly Dictionary<FeedShare, FollowedShare> shares = [];
    private DateTimeOffset lastLook;

    public IEnumerable<KeyValuePair<FeedShare, FollowedShare>> All => shares;

    /// <summary>When to look next; null when all that was read is saved.</summary>
    public DateTimeOffset? NextDue => shares.Values.Any(share => share.IsStale) ? lastLook + interval : null;

    public FollowedShare? this[FeedShare share] => shares.GetValueOrDefault(share);

    public void Add(FeedShare share) => shares.Add(share, new());

    public FollowedShare? Remove(FeedShare share) => shares.Remove(share, out var followed) ? followed : null;

    /// <param name="unacknowledged">Of each share with one, the place before its first head that is not in an accepted push.</param>
    /// <returns>The places to save now.</returns>
    public IReadOnlyList<SharePlace> Due(IReadOnlyDictionary<FeedShare, FeedPlace> unacknowledged, DateTimeOffset now)
    {
        lastLook = now;
        return [.. shares.Select(share => Unsaved(share.Key, unacknowledged)).OfType<SharePlace>()];
    }

    public SharePlace? Unsaved(FeedShare share, IReadOnlyDictionary<FeedShare, FeedPlace> unacknowledged) =>
        shares[share].Unsaved(unacknowledged.TryGetValue(share, out var before) ? before : null) is { } place ? new(share, place) : null;
}

internal sealed record SharePlace(FeedShare Share, FeedPlace Place);
