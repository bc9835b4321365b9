using System.Collections.Immutable;

namespace TeamCalendars.Events;

/// <summary>
/// How an event repeats, kept as RFC 5545 text so that nothing is lost between import and export.
/// Dates are wall times in the event's own zone (<c>2026-11-23T09:00:00</c>), or dates (<c>2026-11-23</c>) for an all-day event.
/// </summary>
public sealed record Recurrence
{
    /// <summary>RRULE values (RFC 5545 §3.8.5.3) without the property name; usually one.</summary>
    public ImmutableArray<string> Rules { get; init; } = [];

    /// <summary>RDATE (§3.8.5.2). One with an end of its own is a period (§3.3.9): <c>2026-11-23T09:00:00/2026-11-23T12:00:00</c>.</summary>
    public ImmutableArray<string> Dates { get; init; } = [];

    /// <summary>EXDATE (§3.8.5.1): occurrences that were taken out.</summary>
    public ImmutableArray<string> ExceptionDates { get; init; } = [];

    /// <summary>Starts of occurrences that another stored event replaces (its <see cref="EventContent.RecurrenceId"/>).</summary>
    public ImmutableArray<string> OverriddenDates { get; init; } = [];

    /// <summary>
    /// For a series that a change of all later occurrences has cut: as it was before, so that another file of the same series can be merged.
    /// Exceptions are not repeated in it. Only imports use it.
    /// </summary>
    internal Recurrence? Whole { get; init; }

    /// <summary>By value, the lists included.</summary>
    public bool Equals(Recurrence? other) =>
        other is not null
        && Rules.SequenceEqual(other.Rules)
        && Dates.SequenceEqual(other.Dates)
        && ExceptionDates.SequenceEqual(other.ExceptionDates)
        && OverriddenDates.SequenceEqual(other.OverriddenDates)
        && Whole == other.Whole;

    public override int GetHashCode() =>
        HashCode.Combine(Rules.Length, Rules.FirstOrDefault(), Dates.Length, ExceptionDates.Length, OverriddenDates.Length);
}
