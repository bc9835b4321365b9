using TeamCalendars.Calendars;
using TeamCalendars.Rights;

namespace CalendarApi.Calendars;

/// <summary>The calendars of the tenant that the caller may see, ordered by id.</summary>
internal sealed record CalendarsJson(IReadOnlyList<CalendarJson> Items)
{
    public static CalendarsJson Of(IEnumerable<TeamCalendar> calendars, Member member) => new(
    [
        .. from calendar in calendars
           let view = CalendarView.Of(calendar.Content, member)
           where view.IsVisible
           select CalendarJson.From(calendar, view),
    ]);
}
