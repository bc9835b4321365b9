using CalendarClient;
using EndToEnd.Tests.Faults.People;

namespace EndToEnd.Tests.Faults.Watching;

/// <summary>
/// The product's own client, and someone who looks at everything it ever shows: positions and versions that only grow, nothing without its tenant's mark.
/// </summary>
internal sealed class WatchedClient : IAsyncDisposable
{
    private readonly SampleTenant tenant;
    private readonly string name;
    private readonly TenantProgress progress;
    private readonly Journal journal;
    private readonly Dictionary<EntityKey, long> versions = [];
    private Position? position;
    private Task watching = Task.CompletedTask;

    public WatchedClient(SampleTenant tenant, string name, CalendarSyncOptions options, TenantProgress progress, Journal journal)
    {
        this.tenant = tenant;
        this.name = name;
        this.progress = progress;
        this.journal = journal;
        Sync = new(options);
    }

    public CalendarSync Sync { get; }

    public SampleTenant Tenant => tenant;

    public string Name => name;

    /// <summary>Steps that were looked at.</summary>
    public int Steps { get; private set; }

    /// <summary>The longest that something had been acknowledged when it was shown here.</summary>
    public TimeSpan LargestStaleness { get; private set; }

    public void Start()
    {
        watching = WatchAsync();
        Sync.Start();
    }

    public async ValueTask DisposeAsync()
    {
        await Sync.DisposeAsync();
        await watching;
    }

    private async Task WatchAsync()
    {
        try
        {
            await foreach (var change in Sync.Changes(CancellationToken.None))
            {
                Look(change);
                Steps++;
            }
        }
        catch (Exception exception)
        {
            journal.Broken($"{name} ended: {exception}");
        }
    }

    private void Look(ReplicaChange change)
    {
        var shown = change.Replica.Position;
        if (shown is not null && position is { } before)
        {
            if (shown.Value.Epoch != before.Epoch)
            {
                journal.Broken($"{name} went from epoch {before.Epoch} to {shown.Value.Epoch}, though the store has one life.");
            }
            else if (shown.Value.Version < before.Version)
            {
                journal.Broken($"{name} went back from version {before.Version} to {shown.Value.Version}.");
            }
            else if (!change.IsReset && progress.AgeOfOldest(before.Version, shown.Value.Version) is var age && age > LargestStaleness)
            {
                LargestStaleness = age;
            }
        }

        position = shown;
        foreach (var calendar in change.IsReset ? change.Replica.Calendars.Values : change.Calendars.Select(item => item.After).OfType<Calendar>())
        {
            Look(new(calendar.Id), calendar.Version, isOurs: calendar.Id.StartsWith(tenant.Prefix, StringComparison.Ordinal) && calendar.Name.Contains(tenant.Mark, StringComparison.Ordinal));
        }

        foreach (var item in change.IsReset ? change.Replica.AllEvents() : change.Events.Select(item => item.After).OfType<CalendarEvent>())
        {
            Look(new(item.CalendarId, item.Id), item.Version, isOurs: item.CalendarId.StartsWith(tenant.Prefix, StringComparison.Ordinal) && item.Description == tenant.Mark);
        }
    }

    private void Look(EntityKey key, long version, bool isOurs)
    {
        if (!isOurs)
        {
            journal.Broken($"{name} showed {key}, which is not of its tenant.");
        }

        if (versions.TryGetValue(key, out var before) && version < before)
        {
            journal.Broken($"{name} showed {key} at version {version} after {before}.");
        }

        versions[key] = version;
    }
}
