namespace CalendarClient;

/// <summary>What a caller says of a calendar.</summary>
public record CalendarContent
{
    public required string Name { get; init; }
    public string? Description { get; init; }

    /// <summary><c>#rrggbb</c>.</summary>
    public string? Color { get; init; }

    /// <summary>An IANA zone id: the zone that new events of this calendar are offered in.</summary>
    public required string TimeZone { get; init; }
}
