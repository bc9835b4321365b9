namespace CalendarClient;

/// <summary>Everything of a tenant, read after its head was: it holds all that lies at or before the head, and perhaps some that came later.</summary>
internal sealed record FullRead(Head Head, IReadOnlyList<Calendar> Calendars, IReadOnlyList<CalendarEvent> Events);
