namespace CalendarClient;

/// <summary>The connection: when to connect, and what opening and closing mean.</summary>
internal sealed partial class SyncEngine
{
    private static SyncState Connect(SyncState state, StepContext context)
    {
        if (state.Link != Link.Down)
        {
            return state;
        }

        context.Effects.Add(new SyncEffect.Connect());
        return state with { Link = Link.Connecting, ConnectAt = null, ConnectHasRetryAfter = false };
    }

    /// <summary>
    /// Pushes sent while disconnected are lost, so request the changes now. No back-off: the API has just answered the negotiation,
    /// and the reconnects of all clients are already spread over time.
    /// </summary>
    private static SyncState Up(SyncState state, StepContext context) => state with
    {
        Link = Link.Up,
        LinkUpSince = context.Now,
        Polls = false,
        WhyDown = null,
        Online = true,
        ConnectAt = null,
        MustAsk = MustAsk.Likely,
        AskAt = state.HasRetryAfter ? state.AskAt : null,
    };

    private SyncState Lose(SyncState state, StepContext context, bool expired)
    {
        if (state.Link != Link.Up)
        {
            return state;
        }

        // A service that accepts connections and closes them at once counts as failing.
        var good = context.Now - state.LinkUpSince >= times.GoodConnection;
        return Down(state, context, renew: expired, atOnce: expired && good, good);
    }

    private SyncState Down(SyncState state, StepContext context, bool renew, bool atOnce, bool good, TimeSpan? retryAfter = null)
    {
        var failures = good ? 0 : state.LinkFailures + 1;
        if (renew)
        {
            context.Effects.Add(new SyncEffect.RenewToken());
        }

        state = state with
        {
            Link = Link.Down,
            LinkFailures = failures,
            Polls = state.Polls || failures >= times.PollingAfter,
            // In addition to the Retry-After; otherwise all clients would come back in the same second.
            ConnectAt = context.Now + (retryAfter ?? TimeSpan.Zero) + times.ReconnectWait(failures, context.Chance),
            ConnectHasRetryAfter = retryAfter is not null,
            // From now on there are no pushes; the long interval of a connected client would leave this one stale.
            CheckAt = context.Now + times.SlowWait(connected: false, context.Chance) is var poll && state.CheckAt < poll ? state.CheckAt : poll,
        };
        return atOnce ? Connect(state, context) : state;
    }
}
