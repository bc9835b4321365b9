using CalendarStore.Changes;
using CalendarStore.Tests.Following;
using CalendarStore.Tests.Sqlite;
using Microsoft.Extensions.Time.Testing;
using TeamCalendars.Events;
using TeamCalendars.Writes;

namespace CalendarStore.Tests.Durability;

public sealed class TwoProcessTests : IAsyncLifetime
{
    private readonly StoreFile file = new();
    private CalendarStoreConnection connection = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        // The clock stands still, so only the signal of the other process can wake a follower.
        connection = CalendarStoreConnection.Open(file.ConnectionString, new FakeTimeProvider());
        await connection.Store.PutCalendarAsync(Sample.Contoso, Sample.Team, Sample.Calendar(), new WriteCondition.Create(), Sample.Adele, Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        file.Dispose();
    }

    [Fact]
    public async Task A_follower_hears_at_once_of_every_write_in_another_process()
    {
        const int Count = 300;
        await using var child = await ChildProcess.StartAsync(file.ConnectionString, Count, writers: 1, Stop);
        await using var followed = new FollowedFeed(connection.Feed);
        await child.BeginAsync(Stop);

        await followed.UntilPage(Sample.Contoso, Count + 1);
        Assert.Equal(Count + 1, followed.Entries[^1].Position.Version);
    }

    [Fact]
    public async Task Two_processes_that_write_at_the_same_time_leave_one_gapless_history()
    {
        const int Each = 200;
        await using var child = await ChildProcess.StartAsync(file.ConnectionString, Each, writers: 4, Stop);
        await child.BeginAsync(Stop);
        var here = await Task.WhenAll(Enumerable.Range(0, Each).Select(i => connection.Store.PutEventAsync(
            Sample.Contoso, Sample.Team, Sample.Id($"here-{i}"), Sample.Event(), new WriteCondition.Create(), Sample.Adele, Stop)));
        var there = new List<long>();
        while (there.Count < Each && await child.ReadAcknowledgedAsync(Stop) is { } acknowledged)
        {
            there.Add(acknowledged.Version);
        }

        var versions = here.Cast<WriteResult<CalendarEvent>.Written>().Select(written => written.Position.Version).Concat(there);
        Assert.Equal(Enumerable.Range(2, 2 * Each).Select(version => (long)version), versions.Order());
        Assert.Equal(2 * Each + 1, (await connection.Store.GetPositionAsync(Sample.Contoso, Stop)).Version);
        Assert.Equal(Enumerable.Range(1, 2 * Each + 1).Select(version => (long)version), await VersionsAsync(connection.Store));
    }

    [Fact]
    public async Task After_a_kill_every_acknowledged_write_is_there()
    {
        await using var child = await ChildProcess.StartAsync(file.ConnectionString, 1_000_000, writers: 16, Stop);
        await child.BeginAsync(Stop);
        var acknowledged = new List<(string Event, long Version)>();
        while (await child.ReadAcknowledgedAsync(Stop) is { } next)
        {
            acknowledged.Add(next);
            if (acknowledged.Count == 300)
            {
                child.Kill();
            }
        }

        await using var reopened = CalendarStoreConnection.Open(file.ConnectionString, TimeProvider.System);
        Assert.True(acknowledged.Count >= 300);
        foreach (var (id, version) in acknowledged)
        {
            Assert.Equal(version, (await reopened.Store.FindEventAsync(Sample.Contoso, Sample.Team, Sample.Id(id), Stop))?.Revision.Version);
        }

        // No write was done in part: there is one change for each version.
        var head = (await reopened.Store.GetPositionAsync(Sample.Contoso, Stop)).Version;
        Assert.Equal(Enumerable.Range(1, (int)head).Select(version => (long)version), await VersionsAsync(reopened.Store));
        var after = await reopened.Store.PutEventAsync(Sample.Contoso, Sample.Team, Sample.Id("after"), Sample.Event(), new WriteCondition.Create(), Sample.Adele, Stop);
        Assert.Equal(head + 1, Assert.IsType<WriteResult<CalendarEvent>.Written>(after).Position.Version);
    }

    /// <summary>The versions of all changes from the beginning, page by page. No item was written twice here, so no version is missing.</summary>
    private static async Task<List<long>> VersionsAsync(ICalendarStore store)
    {
        var (versions, since) = (new List<long>(), (await store.GetPositionAsync(Sample.Contoso, Stop)) with { Version = 0 });
        while (true)
        {
            var changes = Assert.IsType<ChangesResult.Found>(await store.GetChangesAsync(Sample.Contoso, since, StoreLimits.MaxPageSize, Stop)).Changes;
            versions.AddRange(changes.Changes.Select(item => item.Version));
            if (!changes.More)
            {
                return versions;
            }

            since = since with { Version = changes.To };
        }
    }
}
