namespace CalendarClient;

internal sealed record CalendarList(IReadOnlyList<Calendar> Items);

/// <summary>One page of a calendar's events, in the order of id.</summary>
/// <param name="Items">The events; with occurrences when a window was asked for.</param>
/// <param name="Next">The value of <c>after</c> for the next page; null on the last page.</param>
public sealed record EventPage(IReadOnlyList<WindowedEvent> Items, string? Next = null);

/// <summary>One page of the tenant's directory, in the order of id.</summary>
/// <param name="Items">The people and resources. A page of a search may have few or none although more pages follow.</param>
/// <param name="Next">The value of <c>after</c> for the next page; null on the last page.</param>
public sealed record PeoplePage(IReadOnlyList<Person> Items, string? Next = null);
