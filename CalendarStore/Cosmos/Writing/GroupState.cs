using CalendarStore.Cosmos.Documents;
using TeamCalendars.Entities;

namespace CalendarStore.Cosmos.Writing;

/// <summary>What a group of writes is decided on, all of it read after the head.</summary>
/// <param name="Documents">Null for an id that there is no document of.</param>
/// <param name="FewChildren">The document ids of the children of parents that are asked for; a parent that has too many is missing.</param>
internal sealed record GroupState(
    HeadDocument Head, IReadOnlyDictionary<string, EntityDocument?> Documents, IReadOnlyDictionary<EntityKey, IReadOnlyList<string>> FewChildren);
