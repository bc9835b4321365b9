using CalendarStore.Changes;
using CalendarStore.Sqlite.Access;
using CalendarStore.Tests.Following;
using Microsoft.Extensions.Time.Testing;
using TeamCalendars.Entities;
using TeamCalendars.Events;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace CalendarStore.Tests.Sqlite;

/// <summary>Stores of older versions, with heads that were announced and heads that were not.</summary>
public sealed class MigrationTests : IDisposable
{
    private const string Consumer = "notifications";
    private const string Epoch = "IxNYGsDCAebiYA";

    private static readonly TenantId LongAgo = new(Guid.Parse("cccccccc-3333-4333-8333-333333333334"));
    private static readonly TenantId Announced = new(Guid.Parse("dddddddd-4444-4444-8444-444444444444"));

    private readonly StoreFile file = new();
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 2, 8, 0, 0, TimeSpan.Zero));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public MigrationTests() => Execute(new StreamReader(typeof(MigrationTests).Assembly.GetManifestResourceStream("schema-2.sql")!).ReadToEnd());

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task What_was_not_announced_is_told_with_its_trace_and_nothing_else()
    {
        await using var connection = Open();
        await using var followed = new FollowedFeed(connection.Feed, Consumer, saves: true);
        await followed.Until(2);

        Assert.Equal([(Sample.Contoso, 4L), (Sample.Fabrikam, 1L)], Heads(followed));
        Assert.Equal("00-11111111111111111111111111111111-3333333333333333-01", followed.Entries.Single(entry => entry.Tenant == Sample.Contoso).TraceParent);

        // Each tenant's next change is in the feed, also where the saved checkpoint was after all that is left of the share.
        foreach (var tenant in (TenantId[])[LongAgo, Announced, Sample.Contoso, Sample.Fabrikam])
        {
            var next = (await connection.Store.GetPositionAsync(tenant, Stop)).Version + 1;
            await connection.Store.PutCalendarAsync(tenant, Sample.Team, Sample.Calendar("Renamed"), new WriteCondition.Overwrite(), Sample.Adele, Stop);
            await followed.UntilPage(tenant, next);
        }

        Assert.Equal(6, followed.Entries.Count);
    }

    [Fact]
    public async Task Another_consumer_is_told_every_tenants_head()
    {
        await using var connection = Open();

        var heads = await FollowedFeed.ReadAsync(connection.Feed, 4);

        Assert.Equal([(Sample.Contoso, 4), (Sample.Fabrikam, 1), (LongAgo, 7), (Announced, 1)], heads.OrderBy(head => head.Tenant.Value).Select(head => (head.Tenant, head.Position.Version)));
    }

    [Fact]
    public async Task Data_positions_and_the_epoch_stay()
    {
        await using var connection = Open();

        Assert.Equal(new Position(Epoch, 4), await connection.Store.GetPositionAsync(Sample.Contoso, Stop));
        Assert.Equal("A", (await connection.Store.FindEventAsync(Sample.Contoso, Sample.Team, Sample.Id("a"), Stop))!.Content.Title);
        var changes = Assert.IsType<ChangesResult.Found>(await connection.Store.GetChangesAsync(Sample.Contoso, new Position(Epoch, 3), 10, Stop)).Changes;
        Assert.Equal(new EntityChange<CalendarEvent>("team", "b", 4, null), Assert.Single(changes.Changes));
    }

    [Fact]
    public async Task A_store_without_shares_tells_what_was_not_announced()
    {
        // The version before that one had one checkpoint per consumer.
        Execute($"""
            DROP TABLE feed_shares; DROP TABLE feed_instances; DROP TABLE feed_consumers; DROP INDEX changes_share; ALTER TABLE changes DROP COLUMN share;
            CREATE TABLE checkpoints (consumer TEXT NOT NULL PRIMARY KEY, cursor TEXT NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
            INSERT INTO checkpoints VALUES ('{Consumer}', '{Epoch}.11', 0);
            DELETE FROM migrations WHERE version = 2;
            """);

        await using var connection = Open();
        await using var followed = new FollowedFeed(connection.Feed, Consumer, saves: true);
        await followed.Until(2);

        Assert.Equal([(Sample.Contoso, 4L), (Sample.Fabrikam, 1L)], Heads(followed));
    }

    private static IEnumerable<(TenantId, long)> Heads(FollowedFeed followed) =>
        followed.Entries.OrderBy(entry => entry.Tenant.Value).Select(entry => (entry.Tenant, entry.Position.Version));

    private CalendarStoreConnection Open() => CalendarStoreConnection.Open(file.ConnectionString, time);

    private void Execute(string sql)
    {
        using var session = new SqliteSession(new(file.ConnectionString + ";Pooling=false"), readOnly: false);
        session.RunOnce(sql);
    }
}
