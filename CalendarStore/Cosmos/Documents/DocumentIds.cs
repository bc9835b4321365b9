using TeamCalendars.Calendars;
using TeamCalendars.Events;

namespace CalendarStore.Cosmos.Documents;

/// <summary>
/// Ids of documents within a tenant's partition. Ids of calendars and events have no dot, so a dot separates; and the next character after it, <c>/</c>,
/// ends a range of ids that begin alike.
/// </summary>
internal static class DocumentIds
{
    public const string Head = "head";

    public static string Of(CalendarId calendar) => $"calendar.{calendar.Value}";

    public static string Of(CalendarId calendar, EventId id) => $"event.{calendar.Value}.{id.Value}";

    public static (string After, string Before) Calendars => ("calendar.", "calendar/");

    public static (string After, string Before) EventsOf(CalendarId calendar) => ($"event.{calendar.Value}.", $"event.{calendar.Value}/");
}
