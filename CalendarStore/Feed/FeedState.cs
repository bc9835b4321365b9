namespace CalendarStore.Feed;

/// <summary>How an instance's following fares.</summary>
/// <param name="Held">Shares that are this instance's.</param>
/// <param name="Shares">Shares there are.</param>
/// <param name="Instances">Instances that follow, this one included, as far as it sees.</param>
/// <param name="Problem">Why the feed cannot be followed at the moment; null when it can.</param>
public sealed record FeedState(int Held, int Shares, int Instances, string? Problem);
