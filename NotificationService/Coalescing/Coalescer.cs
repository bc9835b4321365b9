using CalendarStore;

namespace NotificationService;

/// <summary>
/// The rules of pushing to one tenant, as pure functions of (state, what happened, now):
/// the first change at once; then at most one push per interval with the union of what came meanwhile; the last always, never later than the interval;
/// one push on its way at a time, so that their order is that of the versions; what fails goes back to the front.
/// A position that was pushed is said twice more, so that a push lost on its way is made good although nobody noticed; no change waits for that.
/// </summary>
internal static class Coalescer
{
    private const int Reannouncements = 2;

    /// <param name="before">The feed's place just before the change.</param>
    public static TenantPushes Changed(TenantPushes state, FeedEntry entry, FeedPlace before)
    {
        if (IsKnown(state, entry.Position))
            return state;
        var change = ChangeUnion.Of(entry, before);
        return state with { Waiting = state.Waiting?.Then(change) ?? change };
    }

    /// <summary>
    /// Where the tenant is is known ahead of reading its changes, and said: what another instance pushed last may be lost, and what is to be read may be much.
    /// It stands for no change: those are pushed as they are read.
    /// </summary>
    public static TenantPushes Told(TenantPushes state, Position head, DateTimeOffset now) =>
        IsKnown(state, head) || Reaches(state.Head, head) ? state : state with { Head = head, ReannounceAt = now, ReannouncementsLeft = Reannouncements };

    /// <summary>The push that is due, if one is.</summary>
    public static (TenantPushes State, Push? Push) Take(TenantPushes state, DateTimeOffset now, PushRhythm rhythm)
    {
        if (DueAt(state) is not { } due || now < due)
            return (state, null);
        Push push;
        if (state.Waiting is { } waiting)
            push = new(waiting.Position, waiting);
        else if (state is { ReannouncementsLeft: > 0, Head: { } head })
            push = new(head, null);
        else
            return (state, null);

        // A repetition says nothing new, so a change that comes just after it is not held back for its sake.
        var repeats = push.Changes is null && Reaches(state.Accepted, push.Position);
        return (state with { InFlight = push, Waiting = null, NotBefore = repeats ? state.NotBefore : now + rhythm.Interval }, push);
    }

    public static TenantPushes Accepted(TenantPushes state, DateTimeOffset now, PushRhythm rhythm)
    {
        var push = state.InFlight!;
        var told = push.Changes is not null;
        // What was told ahead is still to be said.
        var isAhead = told && state.Head is { } head && head.Epoch == push.Position.Epoch && head.Version > push.Position.Version;
        return state with
        {
            InFlight = null,
            Failures = 0,
            Accepted = told ? push.Position : state.Accepted,
            Head = isAhead ? state.Head : push.Position,
            ReannouncementsLeft = told ? Reannouncements : state.ReannouncementsLeft - 1,
            ReannounceAt = isAhead ? now : now + (told ? rhythm.ReannounceAfter : rhythm.ReannounceAgainAfter - rhythm.ReannounceAfter),
        };
    }

    /// <param name="wait">How long the tenant is left alone.</param>
    public static TenantPushes Failed(TenantPushes state, DateTimeOffset now, TimeSpan wait)
    {
        var next = now + wait;
        return state with
        {
            Failures = state.Failures + 1,
            Waiting = state.InFlight!.Changes?.Then(state.Waiting) ?? state.Waiting,
            InFlight = null,
            NotBefore = next > state.NotBefore ? next : state.NotBefore,
        };
    }

    /// <summary>When the state is to be looked at again; null while a push is on its way.</summary>
    public static DateTimeOffset? DueAt(TenantPushes state)
    {
        if (state.InFlight is not null)
            return null;
        return state.Waiting is null && state.ReannouncementsLeft > 0 && state.ReannounceAt > state.NotBefore ? state.ReannounceAt : state.NotBefore;
    }

    /// <summary>Nothing is left to do for the tenant: it need not be remembered.</summary>
    public static bool IsOver(TenantPushes state, DateTimeOffset now) =>
        state is { InFlight: null, Waiting: null, ReannouncementsLeft: 0 } && now >= state.NotBefore;

    private static bool IsKnown(TenantPushes state, Position position) =>
        Reaches(state.Waiting?.Position, position) || Reaches(state.InFlight?.Changes?.Position, position) || Reaches(state.Accepted, position);

    private static bool Reaches(Position? known, Position position) => known is { } at && at.Epoch == position.Epoch && at.Version >= position.Version;
}
