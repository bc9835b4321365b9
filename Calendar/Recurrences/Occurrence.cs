using NodaTime;
using TeamCalendars.Events;

namespace TeamCalendars.Recurrences;

/// <summary>One time that an event happens.</summary>
/// <param name="Time">Wall times in the event's zone, or dates.</param>
/// <param name="Start">The instant it starts; for whole days the date's midnight in UTC.</param>
/// <param name="End">The instant it ends, exclusive; not before <paramref name="Start"/>.</param>
public sealed record Occurrence(EventTime Time, Instant Start, Instant End);
