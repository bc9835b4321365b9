using CalendarStore.Cosmos.Documents;

namespace CalendarStore.Cosmos.Writing;

/// <summary>What a group of writes is decided on, all of it read after the head.</summary>
/// <param name="HeadETag">Null when the tenant has none yet.</param>
/// <param name="Documents">Null for an id that there is no document of.</param>
/// <param name="FewEvents">The ids of the events of calendars that are asked for; a calendar that has too many is missing.</param>
internal sealed record WriteState(
    HeadDocument Head, string? HeadETag, IReadOnlyDictionary<string, EntityDocument?> Documents, IReadOnlyDictionary<string, IReadOnlyList<string>> FewEvents);
