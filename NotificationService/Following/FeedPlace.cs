namespace NotificationService.Following;

/// <summary>A place in a share of the feed: after that many pages since the share was acquired.</summary>
/// <param name="SaveAsync">Saves it; null before the first page, which is where the share was acquired and nothing is to be saved.</param>
internal readonly record struct FeedPlace(long Sequence, Func<CancellationToken, Task<bool>>? SaveAsync = null);
