using System.Collections.Immutable;

namespace CalendarClient;

/// <summary>
/// The client's state machine, as one pure function: (state, input, now, chance) to (state, effects). A push is a hint; the change feed is the truth.
/// Whatever is lost, late, doubled or out of order, the shown replica converges, at the latest by the slow check.
/// <list type="bullet">
/// <item>A push at or below the position does nothing; otherwise changes since the position are asked for, never two requests at once,
/// and whatever is heard meanwhile leads to one more at most.</item>
/// <item>A catch-up is shown when it is whole, in one step.</item>
/// <item>An own write is merged, but does not move the position. A push moves it without a request when all that it tells of is merged already.</item>
/// <item>An expired position or another epoch: a full read, then the changes since the head it began with.</item>
/// </list>
/// </summary>
/// <param name="times">How patient to be.</param>
internal sealed partial class SyncEngine(SyncTimes times)
{
    /// <summary>After so many requests that did not reach a version heard of, it is taken for a mistake; the slow check goes on.</summary>
    private const int Patience = 5;

    /// <param name="now">From the client's clock.</param>
    /// <param name="chance">A random number in [0, 1): where waits fall.</param>
    public (SyncState State, ImmutableArray<SyncEffect> Effects) Step(SyncState state, SyncInput input, DateTimeOffset now, double chance)
    {
        var effects = ImmutableArray.CreateBuilder<SyncEffect>();
        var context = new StepContext(now, chance, effects);
        state = input switch
        {
            SyncInput.Started => Connect(state with { NeedsFullRead = true }, context),
            SyncInput.Connected => Up(state, context),
            SyncInput.ConnectFailed failed => Down(state, context, renew: failed.TokenRefused, atOnce: false, good: false, failed.RetryAfter),
            SyncInput.Lost lost => Lose(state, context, lost.TokenExpired),
            SyncInput.Pushed pushed => Hear(state, pushed.Reload),
            SyncInput.Observed observed => See(state, observed.Head, context),
            SyncInput.Written written => See(Write(state, written, context), written.Head, context),
            SyncInput.ChangesAnswered answer => answer.Flight == state.FlightNumber && state.Flight == Flight.Changes ? Take(state, answer.Page, context) : state,
            SyncInput.ChangesExpired answer => answer.Flight == state.FlightNumber && state.Flight == Flight.Changes ? Expire(state, context) : state,
            SyncInput.FullReadAnswered answer => answer.Flight == state.FlightNumber && state.Flight == Flight.FullRead ? Take(state, answer.Read, context) : state,
            SyncInput.Failed failed => failed.Flight == state.FlightNumber && state.Flight != Flight.None ? Fail(state, failed.RetryAfter, context) : state,
            SyncInput.Woke => Wake(state, context),
            SyncInput.Tick => Tick(state, context),
            _ => throw new ArgumentOutOfRangeException(nameof(input)),
        };
        return (Ask(state, context), effects.DrainToImmutable());
    }

    private static SyncState Hear(SyncState state, Reload reload)
    {
        // Before the first full read there is nothing to compare with, and changes are asked for after it anyway.
        if (state.Furthest.Position is not { } position)
        {
            return state;
        }

        // Epochs have no order: it may be a late push from before, or the store may be another now. The service knows.
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

        // As a rule the push is on its way; without a connection there is none to wait for.
        return state.Link == Link.Up
            ? state with { Rumour = new(Math.Max(head.Version, state.Rumour?.Version ?? 0), state.Rumour?.Until ?? context.Now + times.PushGrace) }
            : Want(state, head.Version);
    }

    /// <summary>Merges the answer of an own write, into what is shown and into what is being gathered.</summary>
    private static SyncState Write(SyncState state, SyncInput.Written written, StepContext context)
    {
        var touched = new HashSet<EntityKey>();
        if (state.Shown.Position is { } shown && shown.Epoch == written.Head.Epoch)
        {
            var before = state.Shown;
            state = state with { Shown = before.Merge(written.Calendar, written.Event, touched) };
            context.Show(before, state.Shown, touched);
        }

        if (state.CatchUp is { } catchUp && catchUp.Replica.Position!.Value.Epoch == written.Head.Epoch)
        {
            var gathered = catchUp.Replica.Merge(written.Calendar, written.Event, touched);
            // With what only the shown one took: the other may know that it is gone again.
            state = state with { CatchUp = catchUp with { Replica = gathered, Touched = catchUp.Touched.Union(touched) } };
        }

        // Of the epoch that is to be shown next: another's numbers mean nothing in it.
        var version = written.Calendar?.Version ?? written.Event!.Version;
        return state.Furthest.Position is { } position && position.Epoch == written.Head.Epoch && version > position.Version
            ? state with { Held = state.Held.Add(version) }
            : state;
    }

    /// <summary>Remembers a version that exists; or moves the position when all up to it is merged already, and spares the request.</summary>
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

    /// <summary>Forgets what the shown position has passed.</summary>
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
        // What the service asked for is honoured; what was only patience is not.
        state = state with { MustAsk = AtLeastMaybe(state.MustAsk), AskAt = state.ToldToWait ? state.AskAt : null };
        return state.ConnectAt is null || state.ConnectToldToWait ? state : Connect(state, context);
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
            state = state with { AskAt = null, ToldToWait = false };
        }

        if (state.CheckAt <= context.Now)
        {
            state = state with { MustAsk = AtLeastMaybe(state.MustAsk), CheckAt = null };
        }

        return state;
    }
}
