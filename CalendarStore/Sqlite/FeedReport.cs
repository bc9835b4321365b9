namespace CalendarStore.Sqlite;

/// <summary>Puts together what the leases and the reader each say of how they fare, and passes it on when it has changed.</summary>
internal sealed class FeedReport(IFeedFollower follower)
{
    private readonly Lock _gate = new();
    private FeedState _last = new(0, TenantShares.Count, 0, null);
    private string? _leases;
    private string? _reading;

    public void Leases(HeldShares held, string? problem) => Say(() => _leases = problem, _ => (held.ByNumber.Count, held.Instances));

    public void Reading(string? problem) => Say(() => _reading = problem, last => (last.Held, last.Instances));

    private void Say(Action note, Func<FeedState, (int Held, int Instances)> counts)
    {
        lock (_gate)
        {
            note();
            var (held, instances) = counts(_last);
            var now = new FeedState(held, TenantShares.Count, instances, _reading ?? _leases);
            if (now != _last)
            {
                _last = now;
                follower.Report(now);
            }
        }
    }
}
