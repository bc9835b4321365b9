using TeamCalendars.Calendars;
using TeamCalendars.Entities;
using TeamCalendars.Writes;

namespace TeamCalendars.Rights;

/// <summary>
/// Which writes a member may make. It is decided within the step that writes, so a right that was withdrawn before is not used any more.
/// For who may not see a calendar it is not there: such a calendar answers like one that was deleted.
/// </summary>
internal static class CalendarRights
{
    /// <returns>The result when the member may not write; null when the member may.</returns>
    public static WriteResult<Entity>? PutRefusal(EntityKind kind, WriteState<Entity> state, EntityContent content, WriteCondition condition, Member member)
    {
        if (kind is not CalendarKind)
        {
            return kind.Parent is { } parent && state.ParentExists ? ChildRefusal(parent, state.Parent, member) : null;
        }

        if (!state.Exists)
        {
            return null;
        }

        return RoleIn(state.Current, member) switch
        {
            CalendarRole.None => condition is WriteCondition.Create ? new WriteResult<Entity>.Gone() : new WriteResult<Entity>.NotFound(),
            CalendarRole.Owner => null,
            CalendarRole.Editor when condition is WriteCondition.Create || AccessOf(state.Current) == ((CalendarContent)content).Access => null,
            var role => new WriteResult<Entity>.Forbidden(role == CalendarRole.Editor ? CalendarRole.Owner : CalendarRole.Editor),
        };
    }

    /// <summary>A calendar of an older store has no owner: only an administrator deletes it.</summary>
    public static WriteResult<Entity>? DeleteRefusal(EntityKind kind, WriteState<Entity> state, Member member) => kind switch
    {
        CalendarKind when state.Exists => Refusal(RoleIn(state.Current, member), CalendarRole.Owner),
        { Parent: { } parent } when state.ParentExists => ChildRefusal(parent, state.Parent, member),
        _ => null,
    };

    /// <param name="calendar">Null when it cannot be read. Then nobody knows who may write to it.</param>
    /// <returns>The result when the member may not write events of the calendar; null when the member may.</returns>
    public static WriteResult<Entity>? ChildRefusal(EntityKind parent, Entity? calendar, Member member) =>
        parent is CalendarKind ? Refusal(RoleIn(calendar, member), CalendarRole.Editor) : null;

    /// <summary>
    /// A calendar that is written without an access keeps the one that it has. The history of the access comes from the store alone.
    /// </summary>
    public static CalendarContent Settle(CalendarContent content, WriteState<Entity> state, WriteContext context)
    {
        if (state.Unreadable)
        {
            // Nobody knows who could see it, so nobody but its mender does until the mender says otherwise.
            return content with
            {
                Access = content.Access ?? new CalendarAccess([new(CalendarRole.Owner, context.By)]),
                History = new AccessHistory { Forgotten = state.Position().Version + 1 },
            };
        }

        if (state.Current?.Content is not CalendarContent current)
        {
            return content with { History = AccessHistory.Empty };
        }

        var access = content.Access ?? current.Access;
        return content with
        {
            Access = access,
            History = access == current.Access ? current.History : current.History.With(new AccessChange(state.Position().Version + 1, current.Access)),
        };
    }

    private static WriteResult<Entity>? Refusal(CalendarRole role, CalendarRole needed) =>
        role == CalendarRole.None ? new WriteResult<Entity>.NotFound()
        : role < needed ? new WriteResult<Entity>.Forbidden(needed)
        : null;

    private static CalendarRole RoleIn(Entity? calendar, Member member) =>
        member.IsAdministrator ? CalendarRole.Owner : calendar is null ? CalendarRole.None : CalendarView.RoleIn(AccessOf(calendar), member);

    private static CalendarAccess? AccessOf(Entity? calendar) => ((CalendarContent?)calendar?.Content)?.Access;
}
