using CalendarStore.Changes;
using CalendarStore.Sqlite.Access;
using Microsoft.Extensions.Time.Testing;
using TeamCalendars.Calendars;
using TeamCalendars.Entities;
using TeamCalendars.Events;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace CalendarStore.Tests.Sqlite;

/// <summary>A store of the version that had a table for each kind.</summary>
public sealed class EntityMigrationTests : IDisposable
{
    private static readonly Position Start = new("IxNYGsDCAebiYA", 0);

    private readonly StoreFile file = new();
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 2, 8, 0, 0, TimeSpan.Zero));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public EntityMigrationTests()
    {
        using var session = Session(readOnly: false);
        session.RunOnce(new StreamReader(typeof(EntityMigrationTests).Assembly.GetManifestResourceStream("schema-3.sql")!).ReadToEnd());
    }

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task Every_item_and_tombstone_keeps_its_content_revision_and_version()
    {
        await using var connection = Open();
        var store = connection.Store;

        Assert.Equal(Start with { Version = 6 }, await store.GetPositionAsync(Sample.Contoso, Stop));
        var team = Assert.Single(await store.ListCalendarsAsync(Sample.Contoso, Stop));
        Assert.Equal((Sample.Calendar(), new Revision("hIxhGyiMQPiUGv8T", 1, NodaTime.Instant.FromUnixTimeTicks(17935200000000000), "adele")), (team.Content, team.Revision));
        Assert.Equal(Sample.Event("A"), (await store.FindEventAsync(Sample.Contoso, Sample.Team, Sample.Id("a"), Stop))!.Content);
        var changes = Assert.IsType<ChangesResult.Found>(await store.GetChangesAsync(Sample.Contoso, Start, 10, Stop)).Changes;
        Assert.Equal([("", "team", 1), ("team", "a", 2), ("team", "b", 4), ("", "gone", 5), ("team", "series", 6)], changes.Changes.Select(change => (change.Parent, change.Id, (int)change.Version)));
        Assert.Equal(new EntityChange<CalendarEvent>("team", "b", 4, null), changes.Changes[2]);
        Assert.Equal(new EntityChange<TeamCalendar>("", "gone", 5, null), changes.Changes[3]);
        Assert.Single(await store.ListCalendarsAsync(Sample.Fabrikam, Stop));

        using var session = Session(readOnly: true);
        Assert.Equal(
            session.Scalar("SELECT group_concat(line, '; ') FROM (SELECT hex(tenant) || kind || count(*) || ' ' || sum(octet_length(content)) AS line FROM entities WHERE content IS NOT NULL GROUP BY tenant, kind)"),
            session.Scalar("SELECT group_concat(line, '; ') FROM (SELECT hex(tenant) || kind || items || ' ' || bytes AS line FROM totals)"));
    }

    [Fact]
    public async Task Windows_find_what_they_found()
    {
        await using var connection = Open();

        Assert.Equal(["a", "series"], await InWindow("2026-11-23T00:00:00Z", "2026-11-24T00:00:00Z"));
        Assert.Equal(["series"], await InWindow("2028-01-01T00:00:00Z", "2028-02-01T00:00:00Z"));
        Assert.Empty(await InWindow("2025-01-01T00:00:00Z", "2025-02-01T00:00:00Z"));

        async Task<IEnumerable<string>> InWindow(string start, string end) =>
            (await connection.Store.ListEventsAsync(Sample.Contoso, Sample.Team, Sample.Window(start, end), null, 10, Stop))!.Items.Select(item => item.Id.Value);
    }

    [Fact]
    public async Task Deletions_stay_remembered_until_they_are_purged()
    {
        await using var connection = Open();
        Assert.IsType<WriteResult<CalendarEvent>.Gone>(await connection.Store.PutEventAsync(Sample.Contoso, Sample.Team, Sample.Id("b"), Sample.Event(), new WriteCondition.Create(), Sample.Adele, Stop));
        Assert.IsType<WriteResult<TeamCalendar>.Gone>(
            await connection.Store.PutCalendarAsync(Sample.Contoso, CalendarId.Parse("gone"), Sample.Calendar(), new WriteCondition.Create(), Sample.Adele, Stop));

        time.Advance(StoreLimits.TombstoneLifetime.ToTimeSpan() + TimeSpan.FromDays(1));
        while (await connection.PurgeAsync(Stop))
        {
        }

        using var session = Session(readOnly: true);
        Assert.Equal(0L, session.Scalar("SELECT count(*) FROM entities WHERE content IS NULL"));
        Assert.IsType<ChangesResult.Expired>(await connection.Store.GetChangesAsync(Sample.Contoso, Start with { Version = 4 }, 10, Stop));
        Assert.IsType<ChangesResult.Found>(await connection.Store.GetChangesAsync(Sample.Contoso, Start with { Version = 5 }, 10, Stop));
    }

    private CalendarStoreConnection Open() => CalendarStoreConnection.Open(file.ConnectionString, time);

    private SqliteSession Session(bool readOnly) => new(new(file.ConnectionString + ";Pooling=false"), readOnly);
}
