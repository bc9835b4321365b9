using CalendarClient;
using EndToEnd.Tests.Faults.Audits;
using EndToEnd.Tests.Faults.People;

namespace EndToEnd.Tests.Faults.Watching;

/// <summary>The product's client, with an audit of everything that it shows (<see cref="ShownAudit"/>) and a measurement of its staleness.</summary>
internal sealed class WatchedClient : IAsyncDisposable
{
    private readonly SampleTenant tenant;
    private readonly string name;
    private readonly TenantProgress progress;
    private readonly Journal journal;
    private readonly ShownAudit audit;
    private Position? position;
    private Task watching = Task.CompletedTask;

    public WatchedClient(SampleTenant tenant, string name, CalendarSyncOptions options, TenantProgress progress, Journal journal)
    {
        this.tenant = tenant;
        this.name = name;
        this.progress = progress;
        this.journal = journal;
        audit = new(tenant, name, journal);
        Sync = new(options);
    }

    public CalendarSync Sync { get; }

    public SampleTenant Tenant => tenant;

    public string Name => name;

    /// <summary>The number of changes that the audit has checked.</summary>
    public int Steps { get; private set; }

    /// <summary>The longest time from the acknowledgement of a write until this client showed it.</summary>
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
        if (!change.IsReset && position is { } before && change.Replica.Position is { } shown && shown.Epoch == before.Epoch
            && progress.AgeOfOldest(before.Version, shown.Version) is var age && age > LargestStaleness)
        {
            LargestStaleness = age;
        }

        position = change.Replica.Position;
        audit.Look(change);
    }
}
