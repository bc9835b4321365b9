using CalendarStore.Feed;
using NotificationService.Following;
using TeamCalendars.Tenants;

namespace NotificationService.Coalescing;

/// <summary>
/// The rules of pushing to one tenant, as pure functions of (state, what happened, now):
/// the first move of its head at once; then at most one push per interval with the latest position; the last always, never later than the interval;
/// one push on its way at a time, so that their order is that of the versions; what fails goes back to the front.
/// A position is announced twice, so that most pushes that are lost on their way are made good; no change waits for that. The rest is made good by the clients' own check.
/// </summary>
internal static class Coalescer
{
    /// <summary>The feed told of the tenant's head in a page.</summary>
    /// <param name="share">The holding of the share that the page is of.</param>
    /// <param name="before">The feed's place just before the page.</param>
    /// <param name="hearsNudges">Nudges are sent: one that did not come here went to another instance, which has announced the position.</param>
    public static TenantPushes Read(TenantPushes state, FeedEntry entry, FeedShare share, FeedPlace before, bool hearsNudges = false)
    {
        // Places of a holding of before mean nothing in this one, which tells of all that it has still to acknowledge.
        if (state.Share != share)
        {
            state = state with { Share = share, InFlightFrom = null, Waiting = state.Waiting is { } waiting ? waiting with { From = null } : null };
        }

        if (Reaches(state.Accepted, entry.Position))
        {
            return state;
        }

        if (Reaches(state.InFlight?.News?.Position, entry.Position))
        {
            return state with { InFlightFrom = state.InFlightFrom ?? before };
        }

        if (Reaches(state.Waiting?.Position, entry.Position))
        {
            return state with { Waiting = state.Waiting! with { From = state.Waiting.From ?? before } };
        }

        return Heard(state, News.Of(entry, before) with { IsAnnouncedElsewhere = hearsNudges });
    }

    /// <summary>The tenant's head was read because of a nudge: its page is still to come, or comes to another instance.</summary>
    public static TenantPushes Nudged(TenantPushes state, FeedEntry entry) =>
        Reaches(state.Accepted, entry.Position) || Reaches(state.InFlight?.News?.Position, entry.Position) || Reaches(state.Waiting?.Position, entry.Position)
            ? state
            : Heard(state, News.Of(entry, null));

    /// <summary>The push that is due, if one is.</summary>
    public static (TenantPushes State, Push? Push) Take(TenantPushes state, DateTimeOffset now, PushRhythm rhythm)
    {
        if (DueAt(state) is not { } due || now < due)
        {
            return (state, null);
        }

        if (state.Waiting is { } news)
        {
            var push = new Push(news.Position, news, Changes(state.Accepted, news));
            return (state with { InFlight = push, InFlightFrom = news.From, Waiting = null, NotBefore = now + rhythm.Interval }, push);
        }

        if (state.ReannounceAt is null)
        {
            return (state, null);
        }

        // Whoever holds the tenant's share announces again; it is not this instance where no page has told of the tenant.
        if (state is not { Share: not null, Accepted: { } position })
        {
            return (state with { ReannounceAt = null }, null);
        }

        // This tells nothing new, so a change that comes just after it is not held back for its sake.
        var again = new Push(position, null, 0);
        return (state with { InFlight = again }, again);
    }

    public static TenantPushes Accepted(TenantPushes state, DateTimeOffset now, PushRhythm rhythm)
    {
        var push = state.InFlight!;
        return state with
        {
            InFlight = null,
            InFlightFrom = null,
            Failures = 0,
            Accepted = push.Position,
            ReannounceAt = push.News is { IsAnnouncedElsewhere: false } ? now + rhythm.ReannounceAfter : null,
        };
    }

    /// <param name="wait">How long the tenant is left alone.</param>
    public static TenantPushes Failed(TenantPushes state, DateTimeOffset now, TimeSpan wait)
    {
        var next = now + wait;
        return state with
        {
            Failures = state.Failures + 1,
            Waiting = state.InFlight!.News is { } news ? (news with { From = state.InFlightFrom }).Then(state.Waiting) : state.Waiting,
            InFlight = null,
            InFlightFrom = null,
            NotBefore = next > state.NotBefore ? next : state.NotBefore,
        };
    }

    /// <summary>When the state is to be looked at again; null while a push is on its way.</summary>
    public static DateTimeOffset? DueAt(TenantPushes state)
    {
        if (state.InFlight is not null)
        {
            return null;
        }

        return state.Waiting is null && state.ReannounceAt is { } again && again > state.NotBefore ? again : state.NotBefore;
    }

    /// <summary>Nothing is left to do for the tenant: it need not be remembered.</summary>
    public static bool IsOver(TenantPushes state, DateTimeOffset now) =>
        state is { InFlight: null, Waiting: null, ReannounceAt: null } && now >= state.NotBefore;

    private static TenantPushes Heard(TenantPushes state, News news) => state with { Waiting = state.Waiting?.Then(news) ?? news };

    private static long Changes(Position? accepted, News news) =>
        news.Position.Version - (accepted is { } last && last.Epoch == news.Position.Epoch ? last.Version : news.First - 1);

    private static bool Reaches(Position? known, Position position) => known is { } at && at.Epoch == position.Epoch && at.Version >= position.Version;
}
