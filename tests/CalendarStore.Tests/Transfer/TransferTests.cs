using System.Text;
using CalendarStore.Tests.Cosmos;
using CalendarStore.Tests.Sqlite;
using CalendarStore.Transfer;
using TeamCalendars.Calendars;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace CalendarStore.Tests.Transfer;

[Collection(CosmosTests.Name)]
public sealed class TransferTests(CosmosServer server) : IDisposable
{
    private readonly StoreFile file = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task A_tenant_moves_from_SQLite_to_Cosmos_DB_and_back_with_the_same_digest()
    {
        await using var sqlite = CalendarStoreConnection.Open(file.ConnectionString, TimeProvider.System);
        await using var cosmos = new CosmosStore(server);
        var target = cosmos.Open();
        await Filled.FillAsync(sqlite.Store, Sample.Contoso, calendars: 4, events: 500, seed: 7, Stop);
        await Filled.FillAsync(sqlite.Store, Sample.Fabrikam, calendars: 1, events: 10, seed: 8, Stop);

        var (first, exported) = await ExportAsync(sqlite, Sample.Contoso);
        var imported = await ImportAsync(first, target, Sample.Contoso);
        var (second, again) = await ExportAsync(target, Sample.Contoso);
        var back = await ImportAsync(second, sqlite, new TenantId(Guid.NewGuid()));

        Assert.Equal("4 calendars, 2,000 events, 0 people", exported.Items);
        Assert.Equal([exported, exported, exported], [imported, again, back]);
        Assert.Empty(await target.Store.ListCalendarsAsync(Sample.Fabrikam, Stop));
        var calendar = (await target.Store.ListCalendarsAsync(Sample.Contoso, Stop))[0];
        Assert.Equal(
            (await sqlite.Store.ListEventsAsync(Sample.Contoso, calendar.Id, null, null, 1_000, Stop))!.Items.Select(item => (item.Id, item.Content)),
            (await target.Store.ListEventsAsync(Sample.Contoso, calendar.Id, null, null, 1_000, Stop))!.Items.Select(item => (item.Id, item.Content)));
    }

    [Fact]
    public async Task An_import_that_was_broken_off_is_completed_by_repeating_it()
    {
        await using var sqlite = CalendarStoreConnection.Open(this.file.ConnectionString, TimeProvider.System);
        await Filled.FillAsync(sqlite.Store, Sample.Contoso, calendars: 2, events: 200, seed: 7, Stop);
        var (file, report) = await ExportAsync(sqlite, Sample.Contoso);
        var half = file[..(file.Length / 2)];

        await Assert.ThrowsAsync<InvalidDataException>(() => ImportAsync(half, sqlite, Sample.Fabrikam));
        Assert.Equal(report, await ImportAsync(file, sqlite, Sample.Fabrikam));
        var version = (await sqlite.Store.GetPositionAsync(Sample.Fabrikam, Stop)).Version;
        Assert.Equal(report, await ImportAsync(file, sqlite, Sample.Fabrikam));

        Assert.Equal(report, (await ExportAsync(sqlite, Sample.Fabrikam)).Report);
        // Items that the target already had were not written again.
        Assert.Equal(version, (await sqlite.Store.GetPositionAsync(Sample.Fabrikam, Stop)).Version);
    }

    /// <summary>The version that had a table for each kind wrote this export. The digest is computed from the same bytes.</summary>
    [Fact]
    public async Task An_export_of_the_version_before_kinds_is_imported_with_its_own_digest()
    {
        using var resource = new StreamReader(typeof(TransferTests).Assembly.GetManifestResourceStream("export-before-kinds.ndjson")!);
        var old = await resource.ReadToEndAsync(Stop);
        await using var sqlite = CalendarStoreConnection.Open(file.ConnectionString, TimeProvider.System);

        var imported = await ImportAsync(Encoding.UTF8.GetBytes(old), sqlite, Sample.Contoso);
        var again = Encoding.UTF8.GetString((await ExportAsync(sqlite, Sample.Contoso)).File);

        Assert.Equal(new TransferReport("2 calendars, 3 events, 0 people", "sha256:90392c3c69d8c2dbf1be89b0a397010089f839b6edd85e8b2cb035f0559a29c7", EventsWithTexts: 1), imported);
        var person = Assert.Single((await sqlite.Store.ListPeopleAsync(Sample.Contoso, null, 10, Stop)).Items);
        Assert.Equal(Sample.Person("adele@contoso.example") with { Address = "adele@contoso.example" }, person.Content);
        Assert.Equal(
            WithoutWriter(old).SkipLast(2).Select(line => line.Replace("\"assignees\":[\"adele@contoso.example\"]", $"\"people\":[\"{person.Id}\"]", StringComparison.Ordinal)),
            WithoutWriter(again).SkipLast(3));
        // A repetition ends with the same people and events.
        await ImportAsync(Encoding.UTF8.GetBytes(old), sqlite, Sample.Contoso);
        Assert.Equal(WithoutWriter(again), WithoutWriter(Encoding.UTF8.GetString((await ExportAsync(sqlite, Sample.Contoso)).File)));

        static IEnumerable<string> WithoutWriter(string file) => file.Split('\n').Select(line => line.Split([",\"by\":", ",\"at\":"], StringSplitOptions.None)[0]);
    }

    [Theory]
    [InlineData("cut off", "The file has no end")]
    [InlineData("empty", "The file has no end")]
    [InlineData("line missing", "The end says")]
    [InlineData("content changed", "The end says")]
    [InlineData("lines swapped", "Line 4: event: Items of a kind come together and in the order of id")]
    [InlineData("line twice", "Line 4: event: Items of a kind come together and in the order of id")]
    [InlineData("event of another calendar", "Line 3: event: Comes after its calendar")]
    [InlineData("broken rule", "Line 3: color:")]
    [InlineData("bad time", "Line 3: content:")]
    [InlineData("bad id", "Line 3: event:")]
    [InlineData("unknown member", "Line 3:")]
    [InlineData("unknown kind", "Line 3:")]
    [InlineData("no JSON", "Line 3:")]
    [InlineData("newer format", "Line 1: The format is 2")]
    [InlineData("no tenant", "Line 1: The tenant comes first")]
    [InlineData("more after the end", "Nothing comes after the end")]
    public async Task A_file_that_is_not_whole_and_right_is_refused_with_line_and_reason(string fault, string reason)
    {
        await using var sqlite = CalendarStoreConnection.Open(file.ConnectionString, TimeProvider.System);
        await Filled.FillAsync(sqlite.Store, Sample.Contoso, calendars: 1, events: 6, seed: 7, Stop);
        var lines = Encoding.UTF8.GetString((await ExportAsync(sqlite, Sample.Contoso)).File).TrimEnd('\n').Split('\n').ToList();
        var changed = Break(lines, fault);

        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(changed.Select(line => line + "\n"))));
        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => TenantImport.CheckAsync(stream, null, Stop));

        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_who_writes_during_an_export_is_noticed()
    {
        await using var sqlite = CalendarStoreConnection.Open(file.ConnectionString, TimeProvider.System);
        await Filled.FillAsync(sqlite.Store, Sample.Contoso, calendars: 1, events: 40, seed: 7, Stop);
        var writing = new Writing(() => sqlite.Store.PutCalendarAsync(
            Sample.Contoso, CalendarId.Parse("late"), Sample.Calendar(), new WriteCondition.Overwrite(), Sample.Adele, Stop).GetAwaiter().GetResult());

        Assert.False((await TenantExport.WriteAsync(sqlite, Sample.Contoso, Stream.Null, TimeProvider.System, null, Stop)).Changed);
        Assert.True((await TenantExport.WriteAsync(sqlite, Sample.Contoso, Stream.Null, TimeProvider.System, writing, Stop)).Changed);
    }

    private static List<string> Break(List<string> lines, string fault)
    {
        switch (fault)
        {
            case "cut off": return lines[..^1];
            case "empty": return [];
            case "line missing": return [.. lines[..3], .. lines[4..]];
            case "content changed": return Replace(lines, 2, "Review", "Revue");
            case "lines swapped": return [.. lines[..2], lines[3], lines[2], .. lines[4..]];
            case "line twice": return [.. lines[..3], .. lines[2..]];
            case "event of another calendar": return Replace(lines, 2, "\"calendar\":\"c0", "\"calendar\":\"d0");
            case "broken rule": return Replace(lines, 2, "\"category\"", "\"color\":\"red\",\"category\"");
            case "bad time": return Replace(lines, 2, "2026-11-23T09:00:00", "2026-13-23T09:00:00");
            case "bad id": return Replace(lines, 2, "\"event\":\"e0\"", "\"event\":\"e/0\"");
            case "unknown member": return Replace(lines, 2, "\"category\"", "\"colour\"");
            case "unknown kind": return Replace(lines, 2, "\"kind\":\"event\"", "\"kind\":\"task\"");
            case "no JSON": return Replace(lines, 2, "{", "[");
            case "newer format": return Replace(lines, 0, "\"format\":1", "\"format\":2");
            case "no tenant": return lines[1..];
            default: return [.. lines, lines[^1]];
        }
    }

    private static List<string> Replace(List<string> lines, int line, string what, string with)
    {
        Assert.Contains(what, lines[line], StringComparison.Ordinal);
        lines[line] = lines[line].Replace(what, with, StringComparison.Ordinal);
        return lines;
    }

    private static async Task<(byte[] File, TransferReport Report)> ExportAsync(CalendarStoreConnection store, TenantId tenant)
    {
        using var stream = new MemoryStream();
        var (report, changed, _) = await TenantExport.WriteAsync(store, tenant, stream, TimeProvider.System, null, Stop);
        Assert.False(changed);
        return (stream.ToArray(), report);
    }

    private static async Task<TransferReport> ImportAsync(byte[] file, CalendarStoreConnection store, TenantId tenant)
    {
        using var stream = new MemoryStream(file);
        return await TenantImport.WriteAsync(stream, store, tenant, Sample.Adele, null, Stop);
    }

    private sealed class Writing(Action write) : IProgress<TransferProgress>
    {
        public void Report(TransferProgress value) => write();
    }
}
