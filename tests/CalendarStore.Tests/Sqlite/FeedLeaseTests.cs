using CalendarStore.Sqlite;
using CalendarStore.Tests.Following;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace CalendarStore.Tests.Sqlite;

/// <summary>What SQLite's lease table adds to the contract: death, hanging, upgrades, a store that fails. Each instance has a clock of its own.</summary>
public sealed class FeedLeaseTests : IAsyncLifetime
{
    private const string Consumer = "pusher";

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(5);

    private readonly StoreFile _file = new();
    private readonly List<CalendarStoreConnection> _open = [];
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero));
    private CalendarStoreConnection _connection = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _connection = Open(_clock);
        await _connection.Store.PutCalendarAsync(Sample.Contoso, Sample.Team, Sample.Calendar(), new WriteCondition.Create(), Sample.Adele, Stop);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _open)
        {
            await connection.DisposeAsync();
        }

        _file.Dispose();
    }

    [Fact]
    public async Task Who_hangs_past_its_lease_loses_its_shares_and_what_it_saves_then_is_refused()
    {
        // Its clock stands still: as of a process that was stopped, nothing of it moves.
        await using var hanging = new FollowedFeed(_connection.Feed, Consumer);
        await hanging.Until(1);
        var (share, page) = hanging.Now.Pages[0];
        var clock = new FakeTimeProvider(_clock.GetUtcNow());
        await using var other = new FollowedFeed(Open(clock).Feed, Consumer, saves: true);
        await other.Until(told => told.State is { Instances: 2 });

        // The hanging one gives up half in order, since its reader runs; the rest only time takes from it.
        // It is not for long: as soon as it hears of that, the hanging one takes part again.
        await AdvanceUntil(clock, () => other.Now.States.Exists(state => state is { Held: TenantShares.Count, Instances: 1 }));
        await other.Until(1);
        Assert.False(await page.SaveAsync(Stop));
        Assert.Equal([1], other.Entries.Select(entry => entry.Position.Version));

        // It looks, finds that it was taken for dead, and takes part again.
        await hanging.Until(told => !told.Held.Contains(share) && told.State is { Instances: 2, Held: > 0 });
    }

    [Fact]
    public async Task Whose_process_is_gone_from_this_machine_loses_its_shares_at_once()
    {
        // All clocks stand still.
        await using (var first = new FollowedFeed(_connection.Feed, Consumer))
        {
            await first.Until(told => told.State is { Held: TenantShares.Count });
        }

        // No process has this number: one that has just ended may be given again, to a thread too.
        const int NoProcess = int.MaxValue;
        var (here, away) = (InstanceName.Create(Environment.MachineName, NoProcess), InstanceName.Create("another-machine", NoProcess));
        Ask($"INSERT INTO feed_instances (consumer, instance, beat) VALUES ('{Consumer}', '{here}', 7), ('{Consumer}', '{away}', 7)");
        Ask($"UPDATE feed_shares SET owner = CASE WHEN share % 2 = 0 THEN '{here}' ELSE '{away}' END");

        await using var second = new FollowedFeed(_connection.Feed, Consumer);

        await second.Until(told => told.State is { Held: TenantShares.Count / 2, Instances: 2 });
    }

    [Theory]
    [InlineData("-Ab-_x")]
    [InlineData("abcdef")]
    public void A_name_tells_of_its_process_whatever_its_last_part_is(string last)
    {
        Assert.True(InstanceName.HasEnded($"{Environment.MachineName}-{int.MaxValue}-{last}"));
        Assert.False(InstanceName.HasEnded($"{Environment.MachineName}-{Environment.ProcessId}-{last}"));
        Assert.False(InstanceName.HasEnded($"{Environment.MachineName}-elsewhere-{int.MaxValue}-{last}"));
    }

    [Fact]
    public async Task Shares_that_are_finished_with_while_the_leases_are_looked_at_are_given_up_all_the_same()
    {
        // All clocks stand still: a share forgotten here would never be given up.
        for (var round = 0; round < 20; round++)
        {
            await using var first = new FollowedFeed(_connection.Feed, $"{Consumer}-{round}") { BeforeReleasing = _ => Task.Run(() => { }, Stop) };
            await first.Until(told => told.State is { Held: TenantShares.Count });
            await using var second = new FollowedFeed(_connection.Feed, $"{Consumer}-{round}");

            await second.Until(told => told.State is { Held: TenantShares.Count / 2 });
        }
    }

    [Fact]
    public async Task A_renewal_is_one_write_and_a_quiet_feed_is_not_read()
    {
        await using var followed = new FollowedFeed(_connection.Feed, Consumer, saves: true);
        await followed.Until(1);
        var beats = Ask("SELECT beat FROM feed_instances");
        var shares = Ask("SELECT group_concat(share || ':' || owner || ':' || token || ':' || cursor) FROM feed_shares");

        await AdvanceUntil(_clock, () => (long)Ask("SELECT beat FROM feed_instances")! > (long)beats! + 5);

        Assert.Equal(shares, Ask("SELECT group_concat(share || ':' || owner || ':' || token || ':' || cursor) FROM feed_shares"));
        Assert.Single(followed.Now.Pages);
    }

    [Fact]
    public async Task An_upgraded_store_tells_what_was_not_told_and_nothing_else()
    {
        for (var i = 0; i < 5; i++)
        {
            await _connection.Store.PutCalendarAsync(new(Guid.NewGuid()), Sample.Team, Sample.Calendar(), new WriteCondition.Create(), Sample.Adele, Stop);
        }

        var epoch = (await _connection.Store.GetPositionAsync(Sample.Contoso, Stop)).Epoch;
        await _connection.DisposeAsync();
        _open.Remove(_connection);
        // As the version before left it: one checkpoint per consumer, at the fourth of six changes, and no shares.
        Ask($"""
            DROP TABLE feed_shares; DROP TABLE feed_instances; DROP TABLE feed_consumers; DROP INDEX changes_share; ALTER TABLE changes DROP COLUMN share;
            CREATE TABLE checkpoints (consumer TEXT NOT NULL PRIMARY KEY, cursor TEXT NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
            INSERT INTO checkpoints VALUES ('{Consumer}', '{epoch}.4', 0);
            DELETE FROM migrations WHERE version = 2;
            """);

        var upgraded = Open(_clock);
        await using var followed = new FollowedFeed(upgraded.Feed, Consumer, saves: true);
        await followed.Until(2);
        Assert.Equal(6, (await FollowedFeed.ReadAsync(upgraded.Feed, 6)).Count);
        await upgraded.Store.PutCalendarAsync(Sample.Contoso, Sample.Team, Sample.Calendar("again"), new WriteCondition.Overwrite(), Sample.Adele, Stop);
        await followed.Until(3);

        Assert.Equal((Sample.Contoso, 2), (followed.Entries[2].Tenant, followed.Entries[2].Position.Version));
        Assert.Equal(3, followed.Entries.Count);
    }

    [Fact]
    public async Task While_the_log_cannot_be_read_it_is_said_and_then_nothing_is_missing()
    {
        await using var followed = new FollowedFeed(_connection.Feed, Consumer, saves: true);
        await followed.Until(1);
        Ask("ALTER TABLE changes RENAME TO away");
        _connection.Feed.Nudge(Sample.Contoso);
        await followed.Until(told => told.State?.Problem is not null);
        Assert.True(followed.Now.State!.Held > 0);

        Ask("ALTER TABLE away RENAME TO changes");
        await _connection.Store.PutCalendarAsync(Sample.Contoso, Sample.Team, Sample.Calendar("again"), new WriteCondition.Overwrite(), Sample.Adele, Stop);
        await AdvanceUntil(_clock, () => followed.Entries.Count == 2);
        await followed.Until(told => told.State?.Problem is null);

        Assert.Equal([1, 2], followed.Entries.Select(entry => entry.Position.Version));
    }

    [Fact]
    public async Task A_share_that_is_far_behind_delays_no_other_and_its_own_tenants_are_told_of_ahead()
    {
        var (noisy, quiet) = (Sample.Contoso, Sample.Fabrikam);
        var neighbour = Enumerable.Range(0, 10_000).Select(n => new TenantId(new Guid(n, 1, 1, new byte[8]))).First(tenant => TenantShares.Of(tenant) == TenantShares.Of(noisy));
        const int Burst = 20 * ShareReader.PageSize;
        for (var i = 0; i < Burst; i += StoreLimits.MaxBulkSize)
        {
            await _connection.Store.WriteEventsAsync(noisy, Sample.Team, [.. Enumerable.Range(i, StoreLimits.MaxBulkSize).Select(n => (Sample.Id($"e{n}"), Sample.Event()))], Sample.Adele, Stop);
        }

        var go = new TaskCompletionSource();
        await using var followed = new FollowedFeed(_connection.Feed, Consumer) { BeforeTaking = _ => go.Task };
        await followed.Until(told => told.Calls.Any(call => call.StartsWith("offered", StringComparison.Ordinal)));
        foreach (var tenant in new[] { quiet, neighbour })
        {
            await _connection.Store.PutCalendarAsync(tenant, Sample.Team, Sample.Calendar(), new WriteCondition.Create(), Sample.Adele, Stop);
        }

        go.SetResult();
        await followed.Until(Burst + 2);

        // Written while the first of some twenty pages was handed out: the other share's comes with the second, and so does word of the neighbour.
        var told = followed.Now;
        Assert.InRange(told.Pages.FindIndex(page => page.Page.Entries[0].Tenant == quiet), 1, 2);
        Assert.Equal(await _connection.Store.GetPositionAsync(neighbour, Stop), told.Positions[neighbour]);
        var word = told.Calls.FindLastIndex(call => call == $"positions {TenantShares.Of(neighbour)}");
        Assert.InRange(told.Calls.Take(word).Count(call => call.StartsWith("page", StringComparison.Ordinal)), 1, 2);
        Assert.True(told.Pages.FindIndex(page => page.Page.Entries.Any(entry => entry.Tenant == neighbour)) > 15);
    }

    private static async Task AdvanceUntil(FakeTimeProvider clock, Func<bool> holds)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        limit.CancelAfter(TimeSpan.FromSeconds(90));
        while (!holds())
        {
            clock.Advance(Lease / 6);
            // Real time, for real input and output to get done; nothing depends on how long it is.
            await Task.Delay(10, limit.Token);
        }
    }

    private CalendarStoreConnection Open(TimeProvider clock)
    {
        var connection = CalendarStoreConnection.Open(_file.ConnectionString, clock);
        _open.Add(connection);
        return connection;
    }

    private object? Ask(string sql)
    {
        using var connection = new SqliteConnection(_file.ConnectionString + ";Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
