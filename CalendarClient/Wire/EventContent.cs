namespace CalendarClient;

/// <summary>What a caller says of an event.</summary>
public record EventContent
{
    /// <summary>1 to 200 characters.</summary>
    public required string Title { get; init; }

    public string? Description { get; init; }
    public string? Location { get; init; }

    /// <summary>Whether it takes whole days, wherever the reader is; then <see cref="Start"/> and <see cref="End"/> are dates and there is no zone.</summary>
    public bool AllDay { get; init; }

    /// <summary>A wall time in <see cref="TimeZone"/>, <c>2026-11-23T09:00:00</c>; or a date, <c>2026-11-23</c>. Kept as text: people's own words, not an instant.</summary>
    public required string Start { get; init; }

    /// <summary>Exclusive, in the form of <see cref="Start"/>.</summary>
    public required string End { get; init; }

    /// <summary>An IANA zone id; for timed events only.</summary>
    public string? TimeZone { get; init; }

    public string? Category { get; init; }

    /// <summary><c>#rrggbb</c>; the calendar's when absent.</summary>
    public string? Color { get; init; }

    /// <summary>User principal names or free names.</summary>
    public IReadOnlyList<string> Assignees { get => field ?? []; init; }

    public Recurrence? Recurrence { get; init; }

    /// <summary>The iCalendar UID (RFC 5545 §3.8.4.7) of an imported event.</summary>
    public string? Uid { get; init; }

    /// <summary>For the replacement of one occurrence: that occurrence's original start (RFC 5545 §3.8.4.4).</summary>
    public string? RecurrenceId { get; init; }
}
