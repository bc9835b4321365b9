namespace CalendarApi.Events;

/// <summary>One page of a calendar's events.</summary>
/// <param name="Items">Ordered by id.</param>
/// <param name="Next">The value of <c>after</c> for the next page; absent on the last page.</param>
internal sealed record EventsJson(IReadOnlyList<EventJson> Items, string? Next);
