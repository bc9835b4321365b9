using System.Collections.Immutable;

namespace TeamCalendars.Recurrences;

/// <param name="Items">In the order of start.</param>
/// <param name="Truncated">True when there are more than were asked for, or when finding them all would have taken too long.</param>
public sealed record OccurrencesResult(ImmutableArray<Occurrence> Items, bool Truncated);
