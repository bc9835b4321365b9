namespace CalendarClient;

/// <summary>Identifies a calendar, or an event within one.</summary>
/// <param name="CalendarId">The calendar's id.</param>
/// <param name="EventId">The event's id; null for the calendar itself.</param>
public readonly record struct EntityKey(string CalendarId, string? EventId = null)
{
    /// <summary><c>calendar</c> or <c>calendar/event</c>, for logs.</summary>
    public override string ToString() => EventId is null ? CalendarId : $"{CalendarId}/{EventId}";
}
