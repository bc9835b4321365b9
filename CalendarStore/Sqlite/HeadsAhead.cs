using NodaTime;

namespace CalendarStore.Sqlite;

/// <summary>Which tenants to tell of ahead of reading, each position once.</summary>
internal sealed class HeadsAhead(TimeProvider timeProvider)
{
    /// <summary>A change is dated when its transaction begins and seen when it has ended.</summary>
    private static readonly Duration LongCommit = Duration.FromSeconds(2);

    private readonly Dictionary<TenantId, long> _told = [];
    private Instant _since = Instant.FromDateTimeOffset(timeProvider.GetUtcNow());

    /// <summary>Nothing is left to read: what changed until now has been handed out.</summary>
    public void CaughtUp()
    {
        _since = Now;
        _told.Clear();
    }

    /// <summary>The heads of tenants that changed since this last was looked at, or within <paramref name="recent"/>.</summary>
    public List<KeyValuePair<TenantId, Position>> Look(SqliteSession session, string epoch, TimeSpan recent)
    {
        var window = Now - Duration.FromTimeSpan(recent);
        var heads = TenantTable.ChangedSince(session, epoch, Instant.Min(_since - LongCommit, window));
        _since = Now;
        return [.. heads.Where(head => _told.GetValueOrDefault(head.Key) < head.Value.Version)];
    }

    public void Told(TenantId tenant, Position position) => _told[tenant] = position.Version;

    private Instant Now => Instant.FromDateTimeOffset(timeProvider.GetUtcNow());
}
