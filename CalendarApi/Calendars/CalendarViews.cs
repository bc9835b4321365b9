using CalendarApi.Authentication;
using CalendarStore;
using TeamCalendars.Calendars;
using TeamCalendars.Rights;

namespace CalendarApi.Calendars;

/// <summary>What a caller may see. A calendar that the caller may not see is answered as one that does not exist.</summary>
internal static class CalendarViews
{
    /// <summary>
    /// How much of the events the caller sees. Ask after the events were read: what was written after a right was withdrawn is then never shown, and it takes one read.
    /// </summary>
    /// <returns>Null when the caller may see nothing, or there is no such calendar.</returns>
    public static async Task<CalendarView?> FindViewAsync(this ICalendarStore store, Caller caller, CalendarId id, CancellationToken cancellationToken)
    {
        try
        {
            return (await store.FindVisibleCalendarAsync(caller, id, cancellationToken))?.View;
        }
        catch (UnreadableEntityException)
        {
            // Only an administrator gets here. A damaged calendar does not hide its events.
            return new CalendarView(CalendarRole.Owner, 0);
        }
    }

    /// <exception cref="UnreadableEntityException">It is damaged. Then nobody knows who may see it, so it is there for administrators alone.</exception>
    public static async Task<(TeamCalendar Calendar, CalendarView View)?> FindVisibleCalendarAsync(
        this ICalendarStore store, Caller caller, CalendarId id, CancellationToken cancellationToken)
    {
        try
        {
            return await store.FindCalendarAsync(caller.Tenant, id, cancellationToken) is { } found && CalendarView.Of(found.Content, caller.Member) is { IsVisible: true } view
                ? (found, view)
                : null;
        }
        catch (UnreadableEntityException) when (!caller.IsAdministrator)
        {
            return null;
        }
    }
}
