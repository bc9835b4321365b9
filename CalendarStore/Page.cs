namespace CalendarStore;

/// <summary>A page of items in the order of id.</summary>
/// <param name="Next">The id to go on after; null on the last page.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
