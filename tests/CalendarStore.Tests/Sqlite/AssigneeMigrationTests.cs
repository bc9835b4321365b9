using CalendarStore.Sqlite.Access;
using CalendarStore.Tests.Entities;
using Microsoft.Extensions.Time.Testing;
using TeamCalendars.Tenants;

namespace CalendarStore.Tests.Sqlite;

/// <summary>A store of the version whose events had texts as assignees.</summary>
public sealed class AssigneeMigrationTests : IDisposable
{


    private readonly StoreFile file = new();
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 2, 8, 0, 0, TimeSpan.Zero));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public AssigneeMigrationTests()
    {
        using var session = new SqliteSession(new(file.ConnectionString + ";Pooling=false"), readOnly: false);
        session.RunOnce(new StreamReader(typeof(AssigneeMigrationTests).Assembly.GetManifestResourceStream("schema-5.sql")!).ReadToEnd());
    }

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task Texts_become_people_of_the_tenants_directory_and_clients_are_told()
    {
        await using var connection = Open();

        await MigratedAssignees.CheckAsync(connection.Store, (await connection.Store.GetPositionAsync(Sample.Contoso, Stop)) with { Version = 9 });
    }

    [Fact]
    public async Task A_tenant_is_migrated_once_and_one_without_texts_stays_as_it_is()
    {
        Position contoso;
        await using (var connection = Open())
        {
            contoso = await connection.Store.GetPositionAsync(Sample.Contoso, Stop);
            Assert.Equal(2, (await connection.Store.GetPositionAsync(Sample.Northwind, Stop)).Version);
        }

        await using var again = Open();
        Assert.Equal(contoso, await again.Store.GetPositionAsync(Sample.Contoso, Stop));
        using var session = new SqliteSession(new(file.ConnectionString + ";Pooling=false"), readOnly: true);
        // Fabrikam was not used yet.
        Assert.Equal("BBBBBBBB222242228222222222222222", session.Scalar("SELECT group_concat(hex(tenant)) FROM assignee_texts"));
    }

    [Theory]
    [InlineData("No/Zone", "\"Lee\"")]
    [InlineData("Europe/Berlin", "null")]
    [InlineData("Europe/Berlin", "\"\u200B\"")]
    public async Task An_event_that_cannot_be_migrated_does_not_keep_the_others_from_it(string zone, string assignee)
    {
        using (var session = new SqliteSession(new(file.ConnectionString + ";Pooling=false"), readOnly: false))
        {
            session.Execute(
                "INSERT INTO entities SELECT tenant, kind, parent, 'broken', 3, etag, at, by, span_start, span_end, $content FROM entities WHERE kind = 'event' AND id = 'e' AND hex(tenant) LIKE 'BB%'",
                ("$content", $$"""{"title":"x","start":"2026-11-23T09:00:00","end":"2026-11-23T09:15:00","timeZone":"{{zone}}","assignees":[{{assignee}}]}"""));
        }

        await using var connection = Open();

        Assert.Equal(2, (await connection.Store.FindEventAsync(Sample.Fabrikam, Sample.Team, Sample.Id("e"), Stop))!.Content.Assignees.Length);
        await connection.Store.GetPositionAsync(Sample.Fabrikam, Stop);
    }

    [Fact]
    public async Task Two_processes_migrate_a_tenant_together()
    {
        await using var first = Open();
        await using var second = Open();

        var positions = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? first : second).Store.GetPositionAsync(Sample.Contoso, Stop)));

        Assert.All(positions, position => Assert.Equal(9 + 3 + 2, position.Version));
    }

    [Fact]
    public async Task A_program_of_the_older_version_that_has_the_file_open_cannot_write_to_it_any_more()
    {
        using var old = new SqliteSession(new(file.ConnectionString + ";Pooling=false"), readOnly: false);
        await using var connection = Open();

        Assert.ThrowsAny<Exception>(() => old.Execute("UPDATE entities SET by = 'adele', content = '{}' WHERE id = 'nobody'"));
        Assert.Equal("adele", (await connection.Store.FindEventAsync(Sample.Contoso, Sample.Team, Sample.Id("nobody"), Stop))!.Revision.By);
    }

    private CalendarStoreConnection Open() => CalendarStoreConnection.Open(file.ConnectionString, time);
}
