namespace CalendarApi.Events;

/// <summary>One page of a calendar's events.</summary>
/// <param name="Items">In the order of id.</param>
/// <param name="Next">What to give as <c>after</c> for the next page; absent on the last.</param>
internal sealed record EventsJson(IReadOnlyList<EventJson> Items, string? Next);
