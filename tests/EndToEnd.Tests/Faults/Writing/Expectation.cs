using CalendarClient;

namespace EndToEnd.Tests.Faults.Writing;

/// <summary>A calendar as its only writer left it. It is exact, because no one else writes to it.</summary>
internal sealed class ExpectedCalendar
{
    public required Calendar Latest { get; set; }

    /// <summary>Events that were put one by one, by id.</summary>
    public Dictionary<string, CalendarEvent> Events { get; } = new(StringComparer.Ordinal);

    /// <summary>Titles of imported events, by UID: their ids are the service's choice.</summary>
    public Dictionary<string, string> Imported { get; } = new(StringComparer.Ordinal);
}

/// <summary>A write that was answered: this version is a change of this item.</summary>
/// <param name="Version">Null for a deletion that was found done: then any deletion of the item will do.</param>
/// <param name="EventId">Null for a calendar.</param>
internal readonly record struct Acknowledgement(long? Version, string CalendarId, string? EventId);
