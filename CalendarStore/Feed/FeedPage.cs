namespace CalendarStore.Feed;

/// <summary>Some heads of one share that have moved, each tenant once.</summary>
/// <param name="Entries">At least one.</param>
/// <param name="SaveAsync">
/// Saves the place just after this page, durably: all heads up to here are done with. May be called at any time, after later pages were handed out too;
/// the last saved wins, so call it in ascending order.
/// Returns false when the share is another's by now, and nothing was saved. Throws <see cref="StoreUnavailableException"/> when the store cannot be reached.
/// </param>
public sealed record FeedPage(IReadOnlyList<FeedEntry> Entries, Func<CancellationToken, Task<bool>> SaveAsync);
