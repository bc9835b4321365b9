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
