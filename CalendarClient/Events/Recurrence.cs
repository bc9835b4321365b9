namespace CalendarClient;

/// <summary>The recurrence of an event, as RFC 5545 text. Dates are wall times in the event's zone, or dates for an all-day event.</summary>
public sealed record Recurrence
{
    /// <summary>RRULE values without the property name.</summary>
    public IReadOnlyList<string> Rules { get => field ?? []; init; }

    /// <summary>RDATE; <c>start/end</c> for a date with a length of its own.</summary>
    public IReadOnlyList<string> Dates { get => field ?? []; init; }

    /// <summary>EXDATE: starts of removed occurrences.</summary>
    public IReadOnlyList<string> ExceptionDates { get => field ?? []; init; }

    /// <summary>Starts of occurrences that an override replaces.</summary>
    public IReadOnlyList<string> OverriddenDates { get => field ?? []; init; }
}
