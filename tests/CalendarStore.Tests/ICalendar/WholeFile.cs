using TeamCalendars.Calendars;
using TeamCalendars.Events;
using TeamCalendars.ICalendar.Writing;
using TeamCalendars.People;

namespace CalendarStore.Tests.ICalendar;

/// <summary>A file in one piece.</summary>
internal static class WholeFile
{
    public static string Of(TeamCalendar calendar, IReadOnlyCollection<CalendarEvent> events, IReadOnlyDictionary<PersonId, PersonContent>? people = null)
    {
        var outline = new ICalendarOutline();
        foreach (var item in events)
        {
            outline.Add(item);
        }

        var writer = new ICalendarWriter(calendar, outline, people ?? new Dictionary<PersonId, PersonContent>());
        return writer.Begin() + string.Concat(events.Select(item => writer.Write(item, out _))) + writer.End();
    }
}
