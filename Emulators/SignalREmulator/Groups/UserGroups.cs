namespace SignalREmulator.Groups;

/// <summary>
/// The groups that a user's next connection joins. Kept per user, even if the user has never connected. Guarded by its hub's lock.
/// </summary>
/// <remarks>
/// The service's rules: a membership with a time to live lasts that long, and adding it again restarts the time. One without lasts
/// a year, and only the 100 most recently added of those are kept per user. An expiry does not end the membership of an open connection.
/// </remarks>
internal sealed class UserGroups(TimeProvider time)
{
    /// <summary>The most memberships without a time to live that one user keeps.</summary>
    public const int MaxWithoutTimeToLive = 100;

    public static readonly TimeSpan Retention = TimeSpan.FromDays(365);

    private readonly Dictionary<string, Dictionary<string, Membership>> users = new(StringComparer.Ordinal);
    private long additions;

    public IEnumerable<string> Of(string user)
    {
        if (!users.TryGetValue(user, out var groups))
        {
            return [];
        }

        var now = time.GetUtcNow();
        return groups.Where(entry => entry.Value.Expires > now).Select(entry => entry.Key);
    }

    public bool Contains(string user, string group) =>
        users.TryGetValue(user, out var groups) && groups.TryGetValue(group, out var membership) && membership.Expires > time.GetUtcNow();

    public void Add(string user, string group, TimeSpan? timeToLive)
    {
        // Only for connections that are open now: nothing is stored, and stored memberships stay.
        if (timeToLive == TimeSpan.Zero)
        {
            return;
        }

        if (!users.TryGetValue(user, out var groups))
        {
            users[user] = groups = new Dictionary<string, Membership>(StringComparer.Ordinal);
        }

        groups[group] = new Membership(time.GetUtcNow() + (timeToLive ?? Retention), HasTimeToLive: timeToLive is not null, ++additions);
        if (groups.Count > MaxWithoutTimeToLive)
        {
            DropOldest(groups);
        }
    }

    public void Remove(string user, string group)
    {
        if (users.TryGetValue(user, out var groups) && groups.Remove(group) && groups.Count == 0)
        {
            users.Remove(user);
        }
    }

    public void RemoveAll(string user) => users.Remove(user);

    public void ForgetExpired()
    {
        var now = time.GetUtcNow();
        foreach (var (user, groups) in users)
        {
            foreach (var (group, membership) in groups)
            {
                // Removing while enumerating is allowed: it does not invalidate the enumerator.
                if (membership.Expires <= now)
                {
                    groups.Remove(group);
                }
            }

            if (groups.Count == 0)
            {
                users.Remove(user);
            }
        }
    }

    private static void DropOldest(Dictionary<string, Membership> groups)
    {
        var lasting = groups.Where(entry => !entry.Value.HasTimeToLive).ToArray();
        if (lasting.Length > MaxWithoutTimeToLive)
        {
            groups.Remove(lasting.MinBy(entry => entry.Value.Added).Key);
        }
    }

    private readonly record struct Membership(DateTimeOffset Expires, bool HasTimeToLive, long Added);
}
