namespace CalendarClient;

/// <summary>An event as a window query answers it: with the occurrences that lie in the window.</summary>
public sealed record WindowedEvent : CalendarEvent
{
    public IReadOnlyList<Occurrence> Occurrences { get => field ?? []; init; }

    /// <summary>Whether there were more occurrences than are listed.</summary>
    public bool OccurrencesTruncated { get; init; }
}

/// <param name="Start">An instant (<c>…Z</c>) of a timed event, a date of an all-day one.</param>
/// <param name="End">Exclusive, in the form of <paramref name="Start"/>.</param>
public sealed record Occurrence(string Start, string End);
