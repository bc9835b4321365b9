using TeamCalendars.Entities;
using TeamCalendars.Rights;

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

    /// <summary>Who may do what with it. Null in the calendar of an older store: then everybody edits. In what a client sends, null leaves the access as it is.</summary>
    public CalendarAccess? Access { get; init; }

    /// <summary>How the access changed. Only the store writes it; what a client sends is ignored.</summary>
    internal AccessHistory History { get; init; } = AccessHistory.Empty;
}
