namespace CalendarClient;

/// <summary>The connection: when it is tried, and what its coming and going mean.</summary>
internal sealed partial class SyncEngine
{
    private static SyncState Connect(SyncState state, StepContext context)
    {
        if (state.Link != Link.Down)
        {
            return state;
        }

        context.Effects.Add(new SyncEffect.Connect());
        return state with { Link = Link.Connecting, ConnectAt = null, ConnectToldToWait = false };
    }

    /// <summary>
    /// What was pushed while there was no connection is lost, up to the moment the group was joined: ask. And at once, however long the API was away:
    /// it has just answered the negotiation, and the moments at which clients connect again are spread already.
    /// </summary>
    private static SyncState Up(SyncState state, StepContext context) => state with
    {
        Link = Link.Up,
        LinkUpSince = context.Now,
        Polls = false,
        ConnectAt = null,
        MustAsk = MustAsk.Likely,
        AskAt = state.ToldToWait ? state.AskAt : null,
    };

    private SyncState Lose(SyncState state, StepContext context, bool expired)
    {
        if (state.Link != Link.Up)
        {
            return state;
        }

        // A service that opens and closes at once is failing, whatever it says.
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
            // On top of what was asked for, or all would come at the same second.
            ConnectAt = context.Now + (retryAfter ?? TimeSpan.Zero) + times.ReconnectWait(failures, context.Chance),
            ConnectToldToWait = retryAfter is not null,
            // From now on no push tells; the long wait of a connected client would leave it stale.
            CheckAt = context.Now + times.SlowWait(connected: false, context.Chance) is var poll && state.CheckAt < poll ? state.CheckAt : poll,
        };
        return atOnce ? Connect(state, context) : state;
    }
}
