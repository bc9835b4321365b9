namespace CalendarStore.Feed;

/// <summary>A fixed part of the tenants, for as long as one instance holds it: lost and acquired again it is another value.</summary>
/// <param name="Name">Which part: the same for every instance.</param>
/// <param name="Token">Grows with each change of hands.</param>
public sealed record FeedShare(string Name, long Token);
