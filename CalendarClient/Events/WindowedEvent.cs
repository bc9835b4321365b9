namespace CalendarClient;

/// <summary>An event with the occurrences that are in the window of the query.</summary>
public sealed record WindowedEvent : CalendarEvent
{
    /// <summary>The occurrences in the window, in order of time; empty if no window was requested.</summary>
    public IReadOnlyList<Occurrence> Occurrences { get => field ?? []; init; }

    /// <summary>Whether there were more occurrences than are listed.</summary>
    public bool OccurrencesTruncated { get; init; }
}

/// <summary>One time at which an event takes place.</summary>
/// <param name="Start">An instant (<c>2026-11-23T08:00:00Z</c>); for an event of whole days, a date.</param>
/// <param name="End">The first moment or day after it, in the form of <paramref name="Start"/>.</param>
public sealed record Occurrence(string Start, string End);
