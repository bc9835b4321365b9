namespace CalendarClient;

/// <summary>The part of an event that callers write.</summary>
public record EventContent
{
    /// <summary>1 to 200 characters.</summary>
    public required string Title { get; init; }

    /// <summary>At most 8,000 characters; null for none.</summary>
    public string? Description { get; init; }

    /// <summary>At most 500 characters; null for none.</summary>
    public string? Location { get; init; }

    /// <summary>Whether the event takes whole days, in every time zone; then <see cref="Start"/> and <see cref="End"/> are dates and <see cref="TimeZone"/> is null.</summary>
    public bool AllDay { get; init; }

    /// <summary>
    /// A wall time in <see cref="TimeZone"/>, <c>2026-11-23T09:00:00</c>; or a date, <c>2026-11-23</c>. It is text, not an instant: it stays as written even if the zone's rules change.
    /// </summary>
    public required string Start { get; init; }

    /// <summary>The first moment or day after it, in the form of <see cref="Start"/>.</summary>
    public required string End { get; init; }

    /// <summary>An IANA zone id, such as <c>Europe/Berlin</c>; null for an event of whole days.</summary>
    public string? TimeZone { get; init; }

    /// <summary>
    /// For an imported series in a zone that the tz database does not have: the VTIMEZONE component (RFC 5545 §3.6.5) that <see cref="Start"/>, <see cref="End"/>
    /// and the dates of the recurrence are read by. <see cref="TimeZone"/> is then only the zone that comes nearest. Null for others.
    /// </summary>
    public string? TimeZoneRules { get; init; }

    /// <summary>At most 64 characters; null for none.</summary>
    public string? Category { get; init; }

    /// <summary>As <c>#rrggbb</c>; null for the calendar's colour.</summary>
    public string? Color { get; init; }

    /// <summary>The ids of people and resources of the directory, each once: at most 50. The id of a person who was deleted stays until somebody removes it.</summary>
    public IReadOnlyList<string> Assignees { get => field ?? []; init; }

    /// <summary>The recurrence; null for a single event.</summary>
    public Recurrence? Recurrence { get; init; }

    /// <summary>The iCalendar UID (RFC 5545 §3.8.4.7) of an imported event; null for others.</summary>
    public string? Uid { get; init; }

    /// <summary>
    /// For an override of one occurrence of a series: that occurrence's original start (RFC 5545 §3.8.4.4). With a <see cref="Recurrence"/> the event replaces
    /// that occurrence and all later ones. Null for others.
    /// </summary>
    public string? RecurrenceId { get; init; }

    /// <summary>The version of an imported event (SEQUENCE, RFC 5545 §3.8.7.4); null for 0. A file with an older version does not overwrite it.</summary>
    public int? Sequence { get; init; }

    /// <summary>True for an event that was cancelled; it has no occurrences. Null for others.</summary>
    public bool? Cancelled { get; init; }
}
