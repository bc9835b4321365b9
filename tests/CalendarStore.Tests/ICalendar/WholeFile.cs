using TeamCalendars.Calendars;
using TeamCalendars.Events;
using TeamCalendars.ICalendar.Writing;

namespace CalendarStore.Tests.ICalendar;

/// <summary>A file in one piece.</summary>
internal static class WholeFile
{
    public static string Of(TeamCalendar calendar, IReadOnlyCollection<CalendarEvent> events)
    {
        var outline = new ICalendarOutline();
        foreach (var item in events)
        {
            outline.Add(item);
        }

        var writer = new ICalendarWriter(calendar, outline);
        return writer.Begin() + string.Concat(events.Select(item => writer.Write(item, out _))) + writer.End();
    }
}
