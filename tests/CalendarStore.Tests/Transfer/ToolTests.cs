using CalendarStore.Sqlite.Access;
using CalendarStore.Tests.Sqlite;
using CalendarTool;

namespace CalendarStore.Tests.Transfer;

public sealed class ToolTests : IDisposable
{
    private readonly StoreFile store = new();
    private readonly StoreFile other = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string File => Path.Combine(Path.GetDirectoryName(store.Path)!, "tenant.ndjson");

    public void Dispose()
    {
        store.Dispose();
        other.Dispose();
    }

    [Fact]
    public async Task A_tenant_is_exported_and_imported_by_two_commands()
    {
        await FillAsync();

        Assert.Equal(0, await RunAsync("export", "--store", store.ConnectionString, "--tenant", $"{Sample.Contoso}", "--to", File));
        Assert.Equal(0, await RunAsync("import", "--store", other.ConnectionString, "--tenant", $"{Sample.Contoso}", "--from", File));

        await using var connection = CalendarStoreConnection.Open(other.ConnectionString, TimeProvider.System);
        Assert.Equal(2, (await connection.Store.ListCalendarsAsync(Sample.Contoso, Stop)).Count);
        Assert.False(System.IO.File.Exists(File + ".part"));
    }

    [Fact]
    public async Task A_tenant_that_has_calendars_is_written_to_only_when_that_was_said()
    {
        await FillAsync();
        await RunAsync("export", "--store", store.ConnectionString, "--tenant", $"{Sample.Contoso}", "--to", File);
        string[] import = ["import", "--store", store.ConnectionString, "--tenant", $"{Sample.Contoso}", "--from", File];

        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(import));
        Assert.Equal(0, await RunAsync([.. import, "--into-existing"]));
    }

    [Fact]
    public async Task A_bad_file_changes_nothing()
    {
        await System.IO.File.WriteAllTextAsync(File, "{}\n", Stop);

        await Assert.ThrowsAsync<InvalidDataException>(() => RunAsync("import", "--store", other.ConnectionString, "--tenant", $"{Sample.Contoso}", "--from", File));

        Assert.False(System.IO.File.Exists(other.Path));
    }

    [Fact]
    public async Task Where_there_is_no_store_nothing_is_made()
    {
        var folder = Path.GetDirectoryName(store.Path)!;
        var missing = Path.Combine(folder, "nowhere", "x.db");

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => RunAsync("export", "--store", $"Data Source={missing}", "--tenant", $"{Sample.Contoso}", "--to", File));

        Assert.Equal($"There is no calendar store at '{missing}'.", refused.Message);
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Theory]
    [InlineData("DELETE FROM migrations WHERE version > 4", "has schema 4")]
    [InlineData("INSERT INTO migrations VALUES (99, 'of tomorrow', 0)", "has schema 99")]
    [InlineData("DROP TABLE migrations", "is not a calendar store")]
    public async Task A_store_of_another_version_is_not_changed_by_an_export(string change, string said)
    {
        await FillAsync();
        using (var session = new SqliteSession(new(store.ConnectionString + ";Pooling=false"), readOnly: false))
        {
            session.RunOnce(change);
        }

        var before = await System.IO.File.ReadAllBytesAsync(store.Path, Stop);
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => RunAsync("export", "--store", store.ConnectionString, "--tenant", $"{Sample.Contoso}", "--to", File));

        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, await System.IO.File.ReadAllBytesAsync(store.Path, Stop));
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public async Task A_tenant_without_items_is_exported_only_when_that_was_said()
    {
        await FillAsync();
        string[] export = ["export", "--store", store.ConnectionString, "--tenant", $"{Sample.Fabrikam}", "--to", File];

        Assert.Contains($"no items of the tenant '{Sample.Fabrikam}'", (await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(export))).Message, StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(File));
        Assert.Equal(0, await RunAsync([.. export, "--allow-empty"]));
        Assert.True(System.IO.File.Exists(File));
    }

    [Fact]
    public async Task A_store_that_is_in_use_is_exported()
    {
        await FillAsync();
        await using var connection = CalendarStoreConnection.Open(store.ConnectionString, TimeProvider.System);
        await connection.Store.PutCalendarAsync(Sample.Contoso, Sample.Team, Sample.Calendar(), new TeamCalendars.Writes.WriteCondition.Overwrite(), Sample.Adele, Stop);

        Assert.Equal(0, await RunAsync("export", "--store", store.ConnectionString, "--tenant", $"{Sample.Contoso}", "--to", File));
        Assert.Contains("\"team\"", await System.IO.File.ReadAllTextAsync(File, Stop), StringComparison.Ordinal);
        await connection.CheckAsync(Stop);
    }

    [Theory]
    [InlineData("(kind, parent, id) = (SELECT kind, parent, id FROM entities WHERE kind = 'event' LIMIT 1)", 2)]
    [InlineData("(kind, parent, id) = (SELECT kind, parent, id FROM entities WHERE kind = 'calendar' LIMIT 1)", 1)]
    public async Task A_damaged_item_costs_no_other_and_the_exit_code_tells_it(string which, int calendars)
    {
        await FillAsync();
        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection(store.ConnectionString + ";Pooling=false"))
        {
            await connection.OpenAsync(Stop);
            await using var damage = connection.CreateCommand();
            damage.CommandText = $"UPDATE entities SET content = '{{' WHERE {which}";
            Assert.Equal(1, await damage.ExecuteNonQueryAsync(Stop));
        }

        Assert.Equal(ExitCodes.LeftOut, await RunAsync("export", "--store", store.ConnectionString, "--tenant", $"{Sample.Contoso}", "--to", File));
        Assert.Equal(0, await RunAsync("import", "--store", other.ConnectionString, "--tenant", $"{Sample.Contoso}", "--from", File));

        await using var imported = CalendarStoreConnection.Open(other.ConnectionString, TimeProvider.System);
        Assert.Equal(calendars, (await imported.Store.ListCalendarsAsync(Sample.Contoso, Stop)).Count);
    }

    [Theory]
    [InlineData("export")]
    [InlineData("export", "--store", "Data Source=x.db", "--tenant", "contoso", "--to", "f")]
    [InlineData("export", "--store", "Data Source=x.db", "--tenant", "aaaaaaaa-1111-4111-8111-111111111111")]
    [InlineData("export", "--store", "Data Source=x.db", "--tenant", "aaaaaaaa-1111-4111-8111-111111111111", "--to", "f", "--to", "g")]
    [InlineData("export", "--store", "Data Source=x.db", "--tenant", "aaaaaaaa-1111-4111-8111-111111111111", "--to", "f", "--into-existing")]
    [InlineData("export", "--store", "Data Source=x.db", "--tenant", "aaaaaaaa-1111-4111-8111-111111111111", "--to")]
    [InlineData("remove", "--store", "Data Source=x.db", "--tenant", "aaaaaaaa-1111-4111-8111-111111111111", "--to", "f")]
    public async Task What_cannot_be_understood_is_exit_code_2(params string[] args) => Assert.Equal(2, await RunAsync(args));

    [Fact]
    public async Task Help_is_no_error() => Assert.Equal(0, await RunAsync("import", "--help"));

    private static Task<int> RunAsync(params string[] args) => CommandLine.RunAsync(args, Stop);

    private async Task FillAsync()
    {
        await using var connection = CalendarStoreConnection.Open(store.ConnectionString, TimeProvider.System);
        await Filled.FillAsync(connection.Store, Sample.Contoso, calendars: 2, events: 50, seed: 7, Stop);
    }
}
