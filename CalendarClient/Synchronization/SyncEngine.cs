using System.Collections.Immutable;

namespace CalendarClient;

/// <summary>
/// The client's state machine, as one pure function: (state, input, now, chance) to (state, effects). A push is a hint; the change feed is the truth.
/// Pushes may be lost, late, doubled or out of order: the shown replica still converges, at the latest by the periodic check.
/// <list type="bullet">
/// <item>A push at or below the position does nothing. Otherwise the changes since the position are requested: one request at a time,
/// and further pushes during it lead to at most one more.</item>
/// <item>A catch-up is shown in one step, when it is complete.</item>
/// <item>An own write is merged, but does not move the position. A push moves the position without a request if all changes up to it are merged already.</item>
/// <item>An expired position or another epoch leads to a full read, then to the changes since the head that it began with.</item>
/// </list>
/// </summary>
/// <param name="times">The intervals and waits.</param>
internal sealed partial class SyncEngine(SyncTimes times)
{
    /// <summary>After this many requests that did not reach an announced version, the announcement counts as a mistake; the periodic check continues.</summary>
    private const int Patience = 5;

    /// <param name="now">The time of the client's clock.</param>
    /// <param name="chance">A random number in [0, 1) that decides the length of waits.</param>
    public (SyncState State, ImmutableArray<SyncEffect> Effects) Step(SyncState state, SyncInput input, DateTimeOffset now, double chance)
    {
        var effects = ImmutableArray.CreateBuilder<SyncEffect>();
        var context = new StepContext(now, chance, effects);
        state = input switch
        {
            SyncInput.Started => Connect(state with { NeedsFullRead = true }, context),
            SyncInput.Connected => Up(state, context),
            SyncInput.ConnectFailed failed => Down(state with { WhyDown = failed.Failure }, context, renew: failed.TokenRefused, atOnce: false, good: false, failed.RetryAfter),
            SyncInput.Lost lost => Lose(state, context, lost.TokenExpired),
            SyncInput.Pushed pushed => Hear(state, pushed.Reload),
            SyncInput.Observed observed => See(state, observed.Head, context),
            SyncInput.Written written => See(Write(state, written, context), written.Head, context),
            SyncInput.ChangesAnswered answer => answer.Flight == state.FlightNumber && state.Flight == Flight.Changes ? Take(state, answer.Page, context) : state,
            SyncInput.ChangesExpired answer => answer.Flight == state.FlightNumber && state.Flight == Flight.Changes ? Expire(state, context) : state,
            SyncInput.FullReadAnswered answer => answer.Flight == state.FlightNumber && state.Flight == Flight.FullRead ? Take(state, answer.Read, context) : state,
            SyncInput.Failed failed => failed.Flight == state.FlightNumber && state.Flight != Flight.None ? Fail(state, failed, context) : state,
            // If a request is in flight, it decides; otherwise the next one starts as soon as the back-off allows.
            SyncInput.RequestFailed failed => state with { Reachable = false, WhyUnreachable = failed.Failure, MustAsk = MustAsk.Likely },
            // The request that this causes finds out whether the caller is wrong.
            SyncInput.NetworkLost => state with { Online = false, MustAsk = MustAsk.Likely },
            SyncInput.Woke => Wake(state, context),
            SyncInput.Tick => Tick(state, context),
            _ => throw new ArgumentOutOfRangeException(nameof(input)),
        };
        return (Ask(state, context), effects.DrainToImmutable());
    }

    private static SyncState Hear(SyncState state, Reload reload)
    {
        // Before the first full read there is no position to compare with, and the changes are requested after it anyway.
        if (state.Furthest.Position is not { } position)
        {
            return state;
        }

        // Epochs have no order: it may be a late push of the earlier epoch, or the store may be a new one. Only the service knows.
        if (reload.Epoch != position.Epoch)
        {
            return state with { MustAsk = MustAsk.Likely };
        }

        return Want(state, reload.Version);
    }

    private SyncState See(SyncState state, Position head, StepContext context)
    {
        if (state.Furthest.Position is not { } position)
        {
            return state;
        }

        if (head.Epoch != position.Epoch)
        {
            return state.Flight == Flight.FullRead ? state : state with { MustAsk = MustAsk.Likely };
        }

        if (head.Version <= position.Version)
        {
            return state;
        }

        // Usually the push is about to arrive; without a connection there is none to wait for.
        return state.Link == Link.Up
            ? state with { Rumour = new(Math.Max(head.Version, state.Rumour?.Version ?? 0), state.Rumour?.Until ?? context.Now + times.PushGrace) }
            : Want(state, head.Version);
    }

    /// <summary>Merges the answer of an own write into the shown replica and into the catch-up in progress.</summary>
    private static SyncState Write(SyncState state, SyncInput.Written written, StepContext context)
    {
        // With this write the user gave up something. The changes tell what.
        if (written.Item.Item?.ReadInFull == true)
        {
            return state;
        }

        var touched = new HashSet<EntityKey>();
        if (state.Shown.Position is { } shown && shown.Epoch == written.Head.Epoch)
        {
            var before = state.Shown;
            state = state with { Shown = before.Merge(written.Item, touched) };
            context.Show(before, state.Shown, touched);
        }

        if (state.CatchUp is { } catchUp && catchUp.Replica.Position!.Value.Epoch == written.Head.Epoch)
        {
            var gathered = catchUp.Replica.Merge(written.Item, touched);
            // Includes items that only the shown replica took: in the catch-up they may already be deleted again.
            state = state with { CatchUp = catchUp with { Replica = gathered, Touched = catchUp.Touched.Union(touched) } };
        }

        // Only versions of the epoch that is shown next: the numbers of another epoch mean nothing in it.
        var version = written.Item.Version;
        return state.Furthest.Position is { } position && position.Epoch == written.Head.Epoch && version > position.Version
            ? state with { Held = state.Held.Add(version) }
            : state;
    }

    /// <summary>Notes a version that exists. If all changes up to it are merged already, moves the position instead, which saves the request.</summary>
    private static SyncState Want(SyncState state, long version)
    {
        if (version <= state.Furthest.Position!.Value.Version)
        {
            return state;
        }

        if (state.CatchUp is null && state.Shown.Position is { } shown && state.Held.Count >= version - shown.Version && IsHeld(state.Held, shown.Version, version))
        {
            return Settled(state with { Shown = state.Shown.MoveTo(version) });
        }

        return state with { Wanted = Math.Max(state.Wanted, version) };
    }

    private static bool IsHeld(ImmutableHashSet<long> held, long after, long upTo)
    {
        for (var version = after + 1; version <= upTo; version++)
        {
            if (!held.Contains(version))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Removes everything that the shown position has passed.</summary>
    private static SyncState Settled(SyncState state)
    {
        var version = state.Shown.Position!.Value.Version;
        return state with
        {
            Held = state.Held.IsEmpty ? state.Held : state.Held.Except(state.Held.Where(held => held <= version)),
            Rumour = state.Rumour is { } rumour && rumour.Version > version ? rumour : null,
        };
    }

    private static SyncState Wake(SyncState state, StepContext context)
    {
        // The service's Retry-After still applies; our own back-off does not.
        state = state with { Online = true, MustAsk = AtLeastMaybe(state.MustAsk), AskAt = state.HasRetryAfter ? state.AskAt : null };
        return state.ConnectAt is null || state.ConnectHasRetryAfter ? state : Connect(state, context);
    }

    private static MustAsk AtLeastMaybe(MustAsk mustAsk) => mustAsk == MustAsk.No ? MustAsk.Maybe : mustAsk;

    private static SyncState Tick(SyncState state, StepContext context)
    {
        if (state.ConnectAt <= context.Now)
        {
            state = Connect(state, context);
        }

        if (state.Rumour is { } rumour && rumour.Until <= context.Now)
        {
            state = Want(state with { Rumour = null }, rumour.Version);
        }

        if (state.AskAt <= context.Now)
        {
            state = state with { AskAt = null, HasRetryAfter = false };
        }

        if (state.CheckAt <= context.Now)
        {
            state = state with { MustAsk = AtLeastMaybe(state.MustAsk), CheckAt = null };
        }

        return state;
    }
}
