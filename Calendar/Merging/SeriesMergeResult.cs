using System.Collections.Immutable;
using TeamCalendars.Events;

namespace TeamCalendars.Merging;

/// <param name="Writes">What is to be stored; nothing that is stored already.</param>
/// <param name="Stale">Those of the file that are older than what is stored.</param>
/// <param name="Notes">What became of a change of all later occurrences that could not be taken as it is, by its id.</param>
internal sealed record SeriesMergeResult(
    ImmutableArray<(EventId Id, EventContent Content)> Writes, ImmutableArray<EventId> Stale, IReadOnlyDictionary<EventId, string> Notes);
