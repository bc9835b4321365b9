namespace CalendarClient;

/// <summary>The part of a calendar that callers write.</summary>
public record CalendarContent
{
    /// <summary>1 to 200 characters.</summary>
    public required string Name { get; init; }

    /// <summary>At most 4,000 characters; null for none.</summary>
    public string? Description { get; init; }

    /// <summary>As <c>#rrggbb</c>; null for none.</summary>
    public string? Color { get; init; }

    /// <summary>An IANA zone id, such as <c>Europe/Berlin</c>: the default zone of new events in this calendar.</summary>
    public required string TimeZone { get; init; }

    /// <summary>
    /// Who may do what with it; only owners see it and write it. Null leaves the access as it is; a new calendar then belongs to its creator, and everyone edits it.
    /// </summary>
    public IReadOnlyList<CalendarGrant>? Access { get; init; }
}
