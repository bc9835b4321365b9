using System.Collections.Immutable;

namespace TeamCalendars.Recurrences;

/// <param name="Items">In the order of start.</param>
/// <param name="Truncated">True when there are more than were asked for.</param>
public sealed record OccurrencesResult(ImmutableArray<Occurrence> Items, bool Truncated);
