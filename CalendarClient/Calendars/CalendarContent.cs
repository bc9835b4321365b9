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
}
