using CalendarStore.Feed;

namespace CalendarStore.Cosmos.Following;

/// <summary>Puts together how the following fares, and passes it on when it has changed.</summary>
internal sealed class FollowingReport(IFeedFollower follower)
{
    private readonly Lock gate = new();
    private FeedState last = new(0, 0, 1, null);
    private bool failedSinceCount;

    public void Held(int held) => Say(last => last with { Held = held });

    public void Problem(string problem) => Say(last =>
    {
        failedSinceCount = true;
        return last with { Problem = problem };
    });

    /// <summary>The store answered. A failure is over when nothing has failed since the count before: the change feed may be unavailable while the leases can be read.</summary>
    public void Counted(int held, LeaseCount count) => Say(last =>
    {
        var problem = failedSinceCount ? last.Problem : null;
        failedSinceCount = false;
        return new FeedState(held, count.Leases, count.Instances, problem);
    });

    private void Say(Func<FeedState, FeedState> change)
    {
        lock (gate)
        {
            var now = change(last);
            if (now != last)
            {
                last = now;
                follower.Report(now);
            }
        }
    }
}
