namespace CalendarClient;

/// <summary>An event as a window query answers it: with the occurrences that lie in the window.</summary>
public sealed record WindowedEvent : CalendarEvent
{
    /// <summary>When it takes place within the window, in order of time; empty when no window was asked for.</summary>
    public IReadOnlyList<Occurrence> Occurrences { get => field ?? []; init; }

    /// <summary>Whether there were more occurrences than are listed.</summary>
    public bool OccurrencesTruncated { get; init; }
}

/// <summary>One time at which an event takes place.</summary>
/// <param name="Start">An instant (<c>2026-11-23T08:00:00Z</c>); for an event of whole days, a date.</param>
/// <param name="End">The first moment or day after it, in the form of <paramref name="Start"/>.</param>
public sealed record Occurrence(string Start, string End);
