using System.Net;
using CalendarApi.Tests.Hosting;

namespace CalendarApi.Tests.Interchange;

/// <summary>
/// Calendar files of many programs, broken ones too, through the import as a person would send them.
/// They are not part of the repository: <c>CALENDAR_TEST_DATA</c> names their folder, by default ../shared/data beside it.
/// </summary>
public class RealFileTests(CalendarSystem system)
{
    private static readonly string Folder = Environment.GetEnvironmentVariable("CALENDAR_TEST_DATA")
        ?? RepositoryFolder.PathOf("..", "shared", "data");

    [Fact]
    public async Task Every_real_file_is_imported_and_what_is_left_out_is_named_with_its_reason()
    {
        var ics = Path.Combine(Folder, "ics");
        Assert.SkipUnless(Directory.Exists(ics), $"There are no files in {ics}; set CALENDAR_TEST_DATA.");
        var files = Directory.GetFiles(ics, "*.ics", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(103, files.Length);
        using var caller = system.NewTenant().SignIn();

        for (var i = 0; i < files.Length; i++)
        {
            await caller.PutAsync($"/api/calendars/c{i}", Samples.Calendar);
            await IsWholeAsync(caller, $"c{i}", files[i], await ImportAsync(caller, $"c{i}", files[i]));
        }
    }

    /// <summary>Each event of the file is stored or named; stored ones can be listed, drawn, exported, and importing again changes nothing.</summary>
    private static async Task IsWholeAsync(Caller caller, string calendar, string file, Answer answer)
    {
        Assert.True(answer.Status == HttpStatusCode.OK, $"{file}: {answer.Text}");
        var report = answer.Json;
        var (created, updated, unchanged) = ((int)report["created"]!, (int)report["updated"]!, (int)report["unchanged"]!);
        var skipped = report["skipped"]!.AsArray();
        Assert.All(skipped, skip => Assert.False(string.IsNullOrWhiteSpace((string?)skip!["reason"]), file));

        var inFile = File.ReadLines(file).Count(line => line.Trim().Equals("BEGIN:VEVENT", StringComparison.OrdinalIgnoreCase));
        var named = skipped.Count(skip => (string?)skip!["component"] == "VEVENT");
        Assert.True(created + updated + unchanged + named >= inFile, $"{file}: {inFile} events, {report.ToJsonString()}");

        Assert.Equal(created, await CountAsync(caller, calendar));
        (await caller.GetAsync($"/api/calendars/{calendar}/events?from=2005-01-01T00:00:00Z&to=2006-01-01T00:00:00Z")).Is(HttpStatusCode.OK);
        (await caller.GetAsync($"/api/calendars/{calendar}/export.ics")).Is(HttpStatusCode.OK);

        var again = (await ImportAsync(caller, calendar, file)).Is(HttpStatusCode.OK).Json;
        Assert.Equal((0, 0, created), ((int)again["created"]!, (int)again["updated"]!, (int)again["unchanged"]!));
    }

    private static Task<Answer> ImportAsync(Caller caller, string calendar, string file)
    {
        var body = new ByteArrayContent(File.ReadAllBytes(file));
        body.Headers.ContentType = new("text/calendar");
        return caller.PostAsync($"/api/calendars/{calendar}/import", body);
    }

    private static async Task<int> CountAsync(Caller caller, string calendar)
    {
        var count = 0;
        for (string? after = ""; after is not null;)
        {
            var page = (await caller.GetAsync($"/api/calendars/{calendar}/events?limit=1000" + (after.Length == 0 ? "" : $"&after={after}"))).Is(HttpStatusCode.OK).Json;
            count += page["items"]!.AsArray().Count;
            after = (string?)page["next"];
        }

        return count;
    }
}
