using TeamCalendars.Entities;

namespace TeamCalendars.Calendars;

/// <summary>The content of a calendar, as a client sends it.</summary>
public sealed record CalendarContent : EntityContent
{
    /// <summary>1 to 200 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Up to 4,000 characters.</summary>
    public string? Description { get; init; }

    /// <summary><c>#rrggbb</c>, lower case.</summary>
    public string? Color { get; init; }

    /// <summary>IANA zone that imported floating times are read in, and that new events start with.</summary>
    public required string TimeZone { get; init; }
}
