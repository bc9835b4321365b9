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

/// <summary>A write that was acknowledged: this version changed this item.</summary>
/// <param name="Version">Null for a deletion of which a retry found that it was done. Then any deletion of the item is right.</param>
/// <param name="EventId">Null for a calendar.</param>
internal readonly record struct Acknowledgement(long? Version, string CalendarId, string? EventId);
