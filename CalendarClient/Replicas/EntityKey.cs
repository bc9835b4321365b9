namespace CalendarClient;

/// <summary>Names a calendar, or an event within one.</summary>
/// <param name="EventId">Null for the calendar itself.</param>
public readonly record struct EntityKey(string CalendarId, string? EventId = null)
{
    public override string ToString() => EventId is null ? CalendarId : $"{CalendarId}/{EventId}";
}
