using CalendarStore.Feed;
using NotificationService.Following;
using TeamCalendars.Tenants;

namespace NotificationService.Coalescing;

/// <summary>
/// Decides about the pushes to one tenant, as pure functions of (state, what happened, now).
/// The first move of the head is pushed at once. Then there is at most one push per interval, with the latest position; the last position is always pushed, never later than the interval.
/// One push is in flight at a time, so pushes go out in the order of the versions. A failed push is retried first.
/// Each position is announced and re-announced, which makes up for most lost pushes; no change waits for the re-announcement. The clients' own check makes up for the rest.
/// </summary>
internal static class Coalescer
{
    /// <summary>A page of the feed had the tenant's head.</summary>
    /// <param name="share">The held share that the page belongs to.</param>
    /// <param name="before">The checkpoint just before the page.</param>
    /// <param name="receivesNudges">The API sends nudges: if this instance got none for this change, another instance did and has announced the position.</param>
    public static TenantPushes Read(TenantPushes state, FeedEntry entry, FeedShare share, Checkpoint before, bool receivesNudges = false)
    {
        // Checkpoints of an earlier holding are meaningless now. The new holding reads everything that is not acknowledged yet.
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

        return WithNews(state, News.Of(entry, before) with { IsAnnouncedElsewhere = receivesNudges });
    }

    /// <summary>The tenant's head was read because of a nudge. Its page comes later, or to another instance.</summary>
    public static TenantPushes Nudged(TenantPushes state, FeedEntry entry) =>
        Reaches(state.Accepted, entry.Position) || Reaches(state.InFlight?.News?.Position, entry.Position) || Reaches(state.Waiting?.Position, entry.Position)
            ? state
            : WithNews(state, News.Of(entry, null));

    /// <summary>Returns the push that is due, or null.</summary>
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

        // The holder of the tenant's share re-announces. Without a page for the tenant, that is another instance.
        if (state is not { Share: not null, Accepted: { } position })
        {
            return (state with { ReannounceAt = null }, null);
        }

        // A re-announcement has no news, so it must not delay the push of a change that follows it.
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

    /// <param name="wait">How long to start no push of this tenant.</param>
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

    /// <summary>When to call <c>Take</c> next; null while a push is in flight.</summary>
    public static DateTimeOffset? DueAt(TenantPushes state)
    {
        if (state.InFlight is not null)
        {
            return null;
        }

        return state.Waiting is null && state.ReannounceAt is { } again && again > state.NotBefore ? again : state.NotBefore;
    }

    /// <summary>Whether nothing is left to do, so that the tenant's state can be removed.</summary>
    public static bool IsDone(TenantPushes state, DateTimeOffset now) =>
        state is { InFlight: null, Waiting: null, ReannounceAt: null } && now >= state.NotBefore;

    private static TenantPushes WithNews(TenantPushes state, News news) => state with { Waiting = state.Waiting?.Then(news) ?? news };

    private static long Changes(Position? accepted, News news) =>
        news.Position.Version - (accepted is { } last && last.Epoch == news.Position.Epoch ? last.Version : news.First - 1);

    private static bool Reaches(Position? known, Position position) => known is { } at && at.Epoch == position.Epoch && at.Version >= position.Version;
}
