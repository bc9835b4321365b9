namespace CalendarClient;

/// <summary>What lies in (<see cref="From"/>, <see cref="To"/>]: each changed calendar and event once, in its latest state.</summary>
public sealed record ChangesPage
{
    public required string Epoch { get; init; }
    public required long From { get; init; }
    public required long To { get; init; }

    /// <summary>The tenant's version when the page was read.</summary>
    public required long Head { get; init; }

    /// <summary>Opaque: what to give as <c>since</c> next.</summary>
    public required string Next { get; init; }

    /// <summary>Whether the rest up to the head is to be read at once. Only with the page that says no is the catch-up whole.</summary>
    public bool More { get; init; }

    public required IReadOnlyList<ChangedCalendar> Calendars { get; init; }
    public required IReadOnlyList<ChangedEvent> Events { get; init; }
}
