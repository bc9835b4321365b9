namespace CalendarApi.Calendars;

/// <summary>All calendars of the tenant, ordered by id.</summary>
internal sealed record CalendarsJson(IReadOnlyList<CalendarJson> Items);
