using TeamCalendars.Calendars;
using TeamCalendars.Events;

namespace TeamCalendars.Rights;

/// <summary>A calendar as one member sees it.</summary>
/// <param name="Role">What the member may do with it.</param>
/// <param name="Since">The version of the change since which the member sees as much of it as now; 0 when it always did.</param>
public readonly record struct CalendarView(CalendarRole Role, long Since)
{
    private enum Sight
    {
        None,
        Times,
        Full,
    }

    public bool IsVisible => Role != CalendarRole.None;

    public static CalendarView Of(CalendarContent calendar, Member member)
    {
        var role = RoleIn(calendar.Access, member);
        var sight = SightOf(role);
        var since = member.IsAdministrator ? 0 : calendar.History.Forgotten;
        foreach (var change in calendar.History.Changes)
        {
            since = SightOf(RoleIn(change.Before, member)) != sight ? change.Version : since;
        }

        return new(role, since);
    }

    /// <summary>A calendar of an older store has no access: then everybody edits.</summary>
    public static CalendarRole RoleIn(CalendarAccess? access, Member member) =>
        member.IsAdministrator ? CalendarRole.Owner : access?.RoleOf(member) ?? CalendarRole.Editor;

    /// <summary>Whether the member could perhaps see something of the calendar at some time after that version.</summary>
    public static bool WasVisible(CalendarContent calendar, Member member, long after) =>
        calendar.History.Forgotten > after || calendar.History.Changes.Any(change => change.Version > after && RoleIn(change.Before, member) != CalendarRole.None);

    /// <summary>
    /// The event as the member sees it. It counts as new since the member sees so much of it: a client takes the higher version, and so neither keeps what it saw before
    /// nor refuses it because of an older tombstone of the calendar.
    /// </summary>
    public CalendarEvent See(CalendarEvent item)
    {
        var seen = SightOf(Role) == Sight.Full ? item : FreeBusy.Of(item);
        return seen.Revision.Version >= Since ? seen : seen with { Revision = seen.Revision with { Version = Since } };
    }

    /// <summary>The calendar as the member sees it: without its access for those who cannot change it.</summary>
    public TeamCalendar See(TeamCalendar calendar) => calendar with
    {
        Content = calendar.Content with
        {
            Access = Role == CalendarRole.Owner ? calendar.Content.Access : null,
            History = AccessHistory.Empty,
            Description = SightOf(Role) == Sight.Full ? calendar.Content.Description : null,
        },
        Revision = SightOf(Role) == Sight.Full ? calendar.Revision : calendar.Revision with { By = "" },
    };

    private static Sight SightOf(CalendarRole role) => role switch
    {
        CalendarRole.None => Sight.None,
        CalendarRole.FreeBusy => Sight.Times,
        _ => Sight.Full,
    };
}
