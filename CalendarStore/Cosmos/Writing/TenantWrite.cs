using TeamCalendars.Calendars;

namespace CalendarStore.Cosmos.Writing;

/// <summary>A write as a rule: the documents it needs, and what follows from them. It may be worked out several times; what counts is the time that was committed.</summary>
/// <param name="Ids">Documents to have at hand.</param>
/// <param name="EventsOf">A calendar whose events are to be at hand too, if they are few enough for a batch.</param>
/// <param name="TooLarge">The result when it alone exceeds what a batch may hold; null for those that cannot.</param>
internal sealed record TenantWrite<T>(IReadOnlyList<string> Ids, CalendarId? EventsOf, Func<WriteGroup, T> Decide, Func<T>? TooLarge = null);
