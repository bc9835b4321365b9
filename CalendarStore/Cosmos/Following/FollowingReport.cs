namespace CalendarStore.Cosmos;

/// <summary>Puts together how the following fares, and passes it on when it has changed.</summary>
internal sealed class FollowingReport(IFeedFollower follower)
{
    private readonly Lock _gate = new();
    private FeedState _last = new(0, 0, 1, null);

    public void Held(int held) => Say(last => last with { Held = held });

    public void Problem(string problem) => Say(last => last with { Problem = problem });

    /// <summary>The store answered: what was wrong is over.</summary>
    public void Counted(int held, LeaseCount count) => Say(_ => new FeedState(held, count.Leases, count.Instances, null));

    private void Say(Func<FeedState, FeedState> change)
    {
        lock (_gate)
        {
            var now = change(_last);
            if (now != _last)
            {
                _last = now;
                follower.Report(now);
            }
        }
    }
}
