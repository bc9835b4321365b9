namespace CalendarClient;

/// <summary>Requests: when to start one, and what its answer means.</summary>
internal sealed partial class SyncEngine
{
    /// <summary>The last part of every step: starts the request that is needed, if nothing prevents it.</summary>
    private static SyncState Ask(SyncState state, StepContext context)
    {
        var isKnownNewer = state.Furthest.Position is { } held && state.Wanted > held.Version;
        var owed = state.NeedsFullRead
            || (state.Furthest.Position is not null && (state.CatchUp is not null || state.MustAsk != MustAsk.No || isKnownNewer));
        if (!owed || state.Flight != Flight.None || state.AskAt > context.Now)
        {
            return state;
        }

        var number = state.FlightNumber + 1;
        // No newer version is known and the last answer had no changes: the conditional request for the head is the cheapest.
        var headFirst = state.CatchUp is null && state.MustAsk != MustAsk.Likely && !isKnownNewer && state.IsQuiet;
        context.Effects.Add(state.NeedsFullRead ? new SyncEffect.ReadAll(number) : new SyncEffect.PullChanges(number, state.Furthest.Token!, state.Furthest.Position!.Value, headFirst));
        return state with
        {
            Flight = state.NeedsFullRead ? Flight.FullRead : Flight.Changes,
            FlightNumber = number,
            // This request answers whatever was received before it; anything received later needs another request.
            MustAsk = MustAsk.No,
            AskAt = null,
            HasRetryAfter = false,
            CheckAt = null,
        };
    }

    private SyncState Take(SyncState state, FullRead read, StepContext context)
    {
        var merged = state.Shown.Merge(read);
        var continues = state.Shown.Position is { } shown && read.Head.Position().Reaches(shown);
        return Answered(state, context) with
        {
            NeedsFullRead = false,
            CatchUp = new(merged, [], IsReset: true),
            Wanted = 0,
            Rumour = null,
            Held = continues ? state.Held : [],
        };
    }

    private SyncState Take(SyncState state, ChangesPage page, StepContext context)
    {
        var before = state.Furthest;
        // What this user may see only since now is not in the changes, so they are half of it: the same as an expired position.
        if (!before.CanMerge(page) || page.Items.Any(changed => changed.Item?.ReadInFull == true))
        {
            return Expire(state, context);
        }

        state = Answered(state, context);
        var touched = new HashSet<EntityKey>();
        var merged = before.Merge(page, touched);
        var catchUp = new CatchUp(merged, (state.CatchUp?.Touched ?? []).Union(touched), state.CatchUp?.IsReset ?? false);
        var stands = page.To <= page.From;
        state = state with { IsQuiet = stands };

        // A page that says "more" without moving the position would be requested again at once, forever.
        if (page.More)
        {
            return stands ? Retry(state with { CatchUp = catchUp }, context) : state with { CatchUp = catchUp };
        }

        var shown = state.Shown;
        state = Settled(state with { Shown = merged, CatchUp = null });
        if (catchUp.IsReset)
        {
            context.Effects.Add(new SyncEffect.Show(ReplicaChange.Reset(merged)));
        }
        else
        {
            context.Show(shown, merged, catchUp.Touched);
        }

        // The answering API instance is behind the one that announced this version: retry with back-off, at most Patience times.
        if (state.Wanted <= merged.Position!.Value.Version || !stands)
        {
            return state with { Failures = 0 };
        }

        return state.Failures + 1 < Patience ? Retry(state, context) : state with { Failures = 0, Wanted = 0 };
    }

    private SyncState Retry(SyncState state, StepContext context) => state with
    {
        Failures = state.Failures + 1,
        AskAt = context.Now + times.RetryWait(state.Failures + 1, context.Chance),
    };

    /// <summary>The catch-up in progress cannot be continued either.</summary>
    private SyncState Expire(SyncState state, StepContext context) => Answered(state, context) with
    {
        NeedsFullRead = true,
        CatchUp = null,
        Wanted = 0,
        Rumour = null,
        Failures = state.Failures + 1,
        AskAt = context.Now + (state.Failures == 0 ? times.FullReadWithin * context.Chance : times.RetryWait(state.Failures, context.Chance)),
    };

    private SyncState Fail(SyncState state, SyncInput.Failed failed, StepContext context) => state with
    {
        Flight = Flight.None,
        Reachable = false,
        WhyUnreachable = failed.Failure,
        MustAsk = MustAsk.Likely,
        Failures = state.Failures + 1,
        HasRetryAfter = failed.RetryAfter is not null,
        // In addition to the Retry-After; otherwise all clients would come back in the same second.
        AskAt = context.Now + (failed.RetryAfter ?? TimeSpan.Zero) + times.RetryWait(state.Failures + 1, context.Chance),
    };

    private SyncState Answered(SyncState state, StepContext context) => state with
    {
        Flight = Flight.None,
        Reachable = true,
        WhyUnreachable = null,
        Online = true,
        AnsweredAt = context.Now,
        CheckAt = context.Now + times.SlowWait(state.Link == Link.Up, context.Chance),
    };
}
