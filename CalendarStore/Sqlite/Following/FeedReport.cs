using CalendarStore.Feed;
using CalendarStore.Sqlite.Tables;

namespace CalendarStore.Sqlite.Following;

/// <summary>Puts together what the leases and the reader each say of how they fare, and passes it on when it has changed.</summary>
internal sealed class FeedReport(IFeedFollower follower)
{
    private readonly Lock gate = new();
    private FeedState last = new(0, TenantShares.Count, 0, null);
    private string? leases;
    private string? reading;

    public void Leases(HeldShares held, string? problem) => Say(() => leases = problem, _ => (held.ByNumber.Count, held.Instances));

    public void Reading(string? problem) => Say(() => reading = problem, last => (last.Held, last.Instances));

    private void Say(Action note, Func<FeedState, (int Held, int Instances)> counts)
    {
        lock (gate)
        {
            note();
            var (held, instances) = counts(last);
            var now = new FeedState(held, TenantShares.Count, instances, reading ?? leases);
            if (now != last)
            {
                last = now;
                follower.Report(now);
            }
        }
    }
}
