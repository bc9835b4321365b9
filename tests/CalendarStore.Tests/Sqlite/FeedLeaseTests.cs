using CalendarStore.Feed;
using CalendarStore.Sqlite.Access;
using CalendarStore.Sqlite.Following;
using CalendarStore.Sqlite.Tables;
using CalendarStore.Tests.Following;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace CalendarStore.Tests.Sqlite;

/// <summary>What SQLite's lease table adds to the contract: instances that end or hang, upgrades, a store that fails. Each instance has its own clock.</summary>
public sealed class FeedLeaseTests : IAsyncLifetime
{
    private const string Consumer = "pusher";

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(5);

    private readonly StoreFile file = new();
    private readonly List<CalendarStoreConnection> open = [];
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero));
    private CalendarStoreConnection firstConnection = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        firstConnection = Open(time);
        await firstConnection.Store.PutCalendarAsync(Sample.Contoso, Sample.Team, Sample.Calendar(), new WriteCondition.Create(), Sample.Adele, Stop);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in open)
        {
            await connection.DisposeAsync();
        }

        file.Dispose();
    }

    [Fact]
    public async Task Who_hangs_past_its_lease_loses_its_shares_and_what_it_saves_then_is_refused()
    {
        // Its clock stands still, as in a process that is paused.
        await using var hanging = new FollowedFeed(firstConnection.Feed, Consumer);
        await hanging.Until(1);
        var (share, page) = hanging.Now.Pages[0];
        var otherTime = new FakeTimeProvider(time.GetUtcNow());
        await using var other = new FollowedFeed(Open(otherTime).Feed, Consumer, saves: true);
        await other.Until(told => told.State is { Instances: 2 });

        // The hanging instance releases half of its shares in order, because its reader runs. It loses the others when its lease ends.
        // That state is short: as soon as the hanging instance notices it, it takes part again.
        await AdvanceUntil(otherTime, () => other.Now.States.Exists(state => state is { Held: TenantShares.Count, Instances: 1 }));
        await other.Until(1);
        Assert.False(await page.SaveAsync(Stop));
        Assert.Equal([1], other.Entries.Select(entry => entry.Position.Version));

        // It reads the leases, finds that the others thought it had ended, and takes part again.
        await hanging.Until(told => !told.Held.Contains(share) && told.State is { Instances: 2, Held: > 0 });
    }

    [Fact]
    public async Task Three_that_join_at_once_hold_everything_between_them_though_no_clock_moves()
    {
        // No heartbeat repeats a reading of the leases that changed nothing. So each acquired and each released share must wake the other instances.
        for (var round = 0; round < 10; round++)
        {
            var feeds = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => new FollowedFeed(Open(new FakeTimeProvider(time.GetUtcNow())).Feed, $"{Consumer}-{round}"), Stop)));
            try
            {
                while (feeds.Sum(feed => feed.Now.State?.Held ?? 0) != TenantShares.Count || feeds.Any(feed => feed.Now.State is not { Held: 10 or 11, Instances: 3 }))
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(10), Stop);
                }
            }
            finally
            {
                await Task.WhenAll(feeds.Select(feed => feed.DisposeAsync().AsTask()));
            }
        }
    }

    [Fact]
    public async Task Whose_process_is_gone_from_this_machine_loses_its_shares_at_once()
    {
        // All clocks stand still.
        await using (var first = new FollowedFeed(firstConnection.Feed, Consumer))
        {
            await first.Until(told => told.State is { Held: TenantShares.Count });
        }

        // No process has this number. The number of a process that has just ended would not do: the system may use it again, also for a thread.
        const int NoProcess = int.MaxValue;
        var (here, away) = (InstanceName.Create(Environment.MachineName, NoProcess), InstanceName.Create("another-machine", NoProcess));
        Ask($"INSERT INTO feed_instances (consumer, instance, beat) VALUES ('{Consumer}', '{here}', 7), ('{Consumer}', '{away}', 7)");
        Ask($"UPDATE feed_shares SET owner = CASE WHEN share % 2 = 0 THEN '{here}' ELSE '{away}' END");

        await using var second = new FollowedFeed(firstConnection.Feed, Consumer);

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
        // All clocks stand still, so a share that is forgotten here would never be released.
        for (var round = 0; round < 20; round++)
        {
            await using var first = new FollowedFeed(firstConnection.Feed, $"{Consumer}-{round}") { BeforeReleasing = _ => Task.Run(() => { }, Stop) };
            await first.Until(told => told.State is { Held: TenantShares.Count });
            await using var second = new FollowedFeed(firstConnection.Feed, $"{Consumer}-{round}");

            await second.Until(told => told.State is { Held: TenantShares.Count / 2 });
        }
    }

    [Fact]
    public async Task A_heartbeat_is_the_only_write_while_nothing_changes_and_a_quiet_feed_is_not_read()
    {
        await using var followed = new FollowedFeed(firstConnection.Feed, Consumer, saves: true);
        await followed.Until(1);
        var beats = Ask("SELECT beat FROM feed_instances");
        var shares = Ask("SELECT group_concat(share || ':' || owner || ':' || token || ':' || cursor) FROM feed_shares");

        await AdvanceUntil(time, () => (long)Ask("SELECT beat FROM feed_instances")! > (long)beats! + 5);

        Assert.Equal(shares, Ask("SELECT group_concat(share || ':' || owner || ':' || token || ':' || cursor) FROM feed_shares"));
        Assert.Single(followed.Now.Pages);
    }

    [Fact]
    public async Task While_the_heads_cannot_be_read_it_is_said_and_then_nothing_is_missing()
    {
        await using var followed = new FollowedFeed(firstConnection.Feed, Consumer, saves: true);
        await followed.Until(1);
        Ask("ALTER TABLE tenants RENAME TO away");
        firstConnection.Feed.Nudge(Sample.Contoso);
        await followed.Until(told => told.State?.Problem is not null);
        Assert.True(followed.Now.State!.Held > 0);

        Ask("ALTER TABLE away RENAME TO tenants");
        await firstConnection.Store.PutCalendarAsync(Sample.Contoso, Sample.Team, Sample.Calendar("again"), new WriteCondition.Overwrite(), Sample.Adele, Stop);
        await AdvanceUntil(time, () => followed.Entries.Count == 2);
        await followed.Until(told => told.State?.Problem is null);

        Assert.Equal([1, 2], followed.Entries.Select(entry => entry.Position.Version));
    }

    [Fact]
    public async Task A_share_with_many_heads_to_tell_delays_no_other()
    {
        var (busy, quiet) = (TenantShares.Of(Sample.Contoso), Sample.Fabrikam);
        const int Pages = 5;
        var many = Enumerable.Range(0, int.MaxValue).Select(n => new TenantId(new Guid(n, 1, 1, new byte[8]))).Where(tenant => TenantShares.Of(tenant) == busy).Take(Pages * ShareReader.PageSize).ToList();
        await Task.WhenAll(many.Select(tenant => firstConnection.Store.PutCalendarAsync(tenant, Sample.Team, Sample.Calendar(), new WriteCondition.Create(), Sample.Adele, Stop)));
        var go = new TaskCompletionSource();
        await using var followed = new FollowedFeed(firstConnection.Feed, Consumer, beforeTaking: _ => go.Task);
        await followed.Until(told => told.Calls.Any(call => call.StartsWith("offered", StringComparison.Ordinal)));
        await firstConnection.Store.PutCalendarAsync(quiet, Sample.Team, Sample.Calendar(), new WriteCondition.Create(), Sample.Adele, Stop);

        go.SetResult();
        await followed.Until(many.Count + 2);

        // It was written while the follower had the first page, so it comes in the second.
        Assert.InRange(followed.Now.Pages.FindIndex(page => page.Page.Entries[0].Tenant == quiet), 1, 2);
    }

    [Fact]
    public void Reading_the_feed_and_moving_a_head_are_seeks_however_many_tenants_there_are()
    {
        using var session = new SqliteSession(new(file.ConnectionString + ";Pooling=false"), readOnly: true);
        List<string> Steps(string sql, params ReadOnlySpan<(string, object?)> parameters) => session.Many($"EXPLAIN QUERY PLAN {sql}", reader => reader.GetString(3), parameters);
        string Plan(string sql) => Assert.Single(Steps(sql, ("$share", 1L), ("$after", 1L), ("$limit", 1L)));

        Assert.Equal("SEARCH tenants USING INDEX tenants_sequence (share=? AND sequence>?)", Plan(TenantTable.MovedOfShare));
        Assert.Equal("SEARCH tenants USING COVERING INDEX tenants_sequence (share=?)", Plan(TenantTable.LastOfShare));
        Assert.Contains(
            Steps(TenantTable.MovedShares, ("$positions", "{}")),
            step => step.StartsWith("SEARCH tenants", StringComparison.Ordinal) && step.EndsWith("COVERING INDEX tenants_sequence (share=? AND sequence>?)", StringComparison.Ordinal));
    }

    /// <summary>Advances step by step. Between two steps there is real time for real input and output.</summary>
    private static Task AdvanceUntil(FakeTimeProvider time, Func<bool> holds) => Waiting.UntilAsync(() =>
    {
        if (holds())
        {
            return true;
        }

        time.Advance(Lease / 6);
        return false;
    });

    private CalendarStoreConnection Open(TimeProvider time)
    {
        var connection = CalendarStoreConnection.Open(file.ConnectionString, time);
        open.Add(connection);
        return connection;
    }

    private object? Ask(string sql)
    {
        using var connection = new SqliteConnection(file.ConnectionString + ";Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
