using System.Globalization;
using System.Net;
using System.Text;
using CalendarApi.Tests.Bodies;
using CalendarApi.Tests.Hosting;

namespace CalendarApi.Tests.Interchange;

public class ImportTests(CalendarSystem system)
{
    private readonly Tenant tenant = system.NewTenant();

    [Fact]
    public async Task Good_events_are_taken_and_the_rest_is_named_with_line_and_reason()
    {
        using var caller = await WithCalendarAsync();

        var answer = (await caller.ImportAsync("team", Ics(
            [
                "X-WR-CALNAME:Feiertage",
                .. Event("a", "DTSTART;VALUE=DATE:20261225", "SUMMARY:Christmas"),
                .. Event("b", "SUMMARY:No start"),
                .. Event("c", "DTSTART;TZID=Europe/Berlin:20261123T090000", "DTEND;TZID=Europe/Berlin:20261123T091500", "SUMMARY:Stand-up", "RRULE:FREQ=DAILY;COUNT=3"),
                "BEGIN:VTODO",
                "UID:todo",
                "SUMMARY:Buy milk",
                "END:VTODO",
            ]))).Is(HttpStatusCode.OK);
        var report = answer.Json;

        Assert.Equal((2, 0, 0), ((int)report["created"]!, (int)report["updated"]!, (int)report["unchanged"]!));
        Assert.Equal("Feiertage", (string?)report["calendarName"]);
        Assert.Equal(["VEVENT b", "VTODO todo"], report["skipped"]!.AsArray().Select(skip => $"{skip!["component"]} {skip["uid"]}"));
        Assert.All(report["skipped"]!.AsArray(), skip =>
        {
            Assert.False(string.IsNullOrWhiteSpace((string?)skip!["reason"]));
            Assert.True((int?)skip["line"] > 1);
        });
        Assert.EndsWith(".3", answer.Position, StringComparison.Ordinal);

        var events = (await caller.GetAsync("/api/calendars/team/events?from=2026-11-01T00:00:00Z&to=2027-01-01T00:00:00Z")).Json["items"]!.AsArray();
        Assert.Equal([1, 3], events.Select(item => item!["occurrences"]!.AsArray().Count).Order());
    }

    [Fact]
    public async Task What_nobody_sees_is_left_out_with_a_warning_and_the_event_is_taken()
    {
        using var caller = await WithCalendarAsync();

        var report = (await caller.ImportAsync("team", Ics(
            [
                .. Event("a", "DTSTART;VALUE=DATE:20261225", "SUMMARY:invoice\u202efdp.exe", "LOCATION:pay\u200bpal", "CATEGORIES:\ufeffwork", "DESCRIPTION:soft\u00ad hyphen"),
                .. Event("b", "DTSTART;VALUE=DATE:20261225", "SUMMARY:\u200b\u2060", "ATTENDEE;CN=x:mailto:ad\u200bele@contoso.example"),
                .. Event("c", "DTSTART;VALUE=DATE:20261225", $"SUMMARY:{new string('x', 198)}👩\u200d💻 and more"),
                .. Event("d", "DTSTART;VALUE=DATE:20261225", "SUMMARY:می\u200cخواهم 👩\u200d💻"),
            ]))).Is(HttpStatusCode.OK).Json;
        var events = (await caller.GetAsync("/api/calendars/team/events")).Json["items"]!.AsArray().ToDictionary(item => ((string)item!["title"]!)[..3], item => item!);

        Assert.Empty(report["skipped"]!.AsArray());
        Assert.Equal(5, report["warnings"]!.AsArray().Count(warning => ((string)warning!["reason"]!).EndsWith("has invisible characters, which were left out.", StringComparison.Ordinal)));
        Assert.Equal(("invoicefdp.exe", "paypal", "work", "soft\u00ad hyphen"), ((string?)events["inv"]["title"], (string?)events["inv"]["location"], (string?)events["inv"]["category"], (string?)events["inv"]["description"]));
        var person = (await caller.GetAsync($"/api/people/{(string?)events["(no"]["assignees"]![0]}")).Is(HttpStatusCode.OK).Json;
        Assert.Equal(("(no title)", "x", "adele@contoso.example"), ((string?)events["(no"]["title"], (string?)person["displayName"], (string?)person["address"]));
        Assert.Equal("می\u200cخواهم 👩\u200d💻", (string?)events["می\u200c"]["title"]);
    }

    [Fact]
    public async Task Attendees_are_found_in_the_directory_by_address_and_then_by_name_and_otherwise_become_contacts()
    {
        using var caller = await WithCalendarAsync();
        (await caller.PutAsync("/api/people/zoe", Samples.Person)).Is(HttpStatusCode.Created);
        (await caller.PutAsync("/api/people/room", """{"sort":"resource","displayName":"Room 4"}""")).Is(HttpStatusCode.Created);
        var file = Ics(
            [
                .. Event("a", "DTSTART;VALUE=DATE:20261225", "SUMMARY:A", "ATTENDEE;CN=Somebody else:mailto:ZOE@partner.example", "ATTENDEE;CN=Room 4:mailto:room4@elsewhere.example", "ATTENDEE;CN=Lee Gu:mailto:lee@partner.example"),
                .. Event("b", "DTSTART;VALUE=DATE:20261226", "SUMMARY:B", "ATTENDEE:mailto:Lee@partner.example"),
            ]);

        var report = (await caller.ImportAsync("team", file)).Is(HttpStatusCode.OK);
        var people = (await caller.GetAsync("/api/people")).Json["items"]!.AsArray().ToDictionary(person => (string)person!["displayName"]!, person => person!);
        var events = (await caller.GetAsync("/api/calendars/team/events")).Json["items"]!.AsArray().ToDictionary(item => (string)item!["title"]!, item => item!["assignees"]!.AsArray().Select(id => (string)id!));
        var again = (await caller.ImportAsync("team", file)).Is(HttpStatusCode.OK);

        Assert.Equal(3, people.Count);
        Assert.Equal(("contact", "lee@partner.example"), ((string)people["Lee Gu"]["sort"]!, (string)people["Lee Gu"]["address"]!));
        var lee = (string)people["Lee Gu"]["id"]!;
        Assert.Equal(["zoe", "room", lee], events["A"]);
        Assert.Equal([lee], events["B"]);
        Assert.Equal((2, report.Position), ((int)again.Json["unchanged"]!, again.Position));
        var exported = (await caller.GetAsync("/api/calendars/team/export.ics")).Text.Replace("\r\n ", "", StringComparison.Ordinal);
        Assert.Contains("ATTENDEE;CN=\"Zoë Ångström\":mailto:zoe@partner.example\r\n", exported, StringComparison.Ordinal);
        Assert.Contains("ATTENDEE;CN=\"Room 4\":urn:x-calendar-assignee:Room%204\r\n", exported, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Importing_again_changes_only_what_changed()
    {
        using var caller = await WithCalendarAsync();
        await caller.ImportAsync("team", Ics([.. Event("a", "DTSTART;VALUE=DATE:20261225", "SUMMARY:A"), .. Event("b", "DTSTART;VALUE=DATE:20261226", "SUMMARY:B")]));

        var again = await caller.ImportAsync("team", Ics([.. Event("a", "DTSTART;VALUE=DATE:20261225", "SUMMARY:A"), .. Event("b", "DTSTART;VALUE=DATE:20261227", "SUMMARY:B"), .. Event("c", "DTSTART;VALUE=DATE:20261228", "SUMMARY:C")]));

        Assert.Equal((1, 1, 1), ((int)again.Json["created"]!, (int)again.Json["updated"]!, (int)again.Json["unchanged"]!));
        Assert.EndsWith(".5", again.Position, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_occurrence_that_a_later_file_moves_or_cancels_is_moved_or_gone_and_an_older_file_changes_nothing()
    {
        using var caller = await WithCalendarAsync();
        string[] series = [.. Event("s", "DTSTART:20261123T090000Z", "DTEND:20261123T100000Z", "RRULE:FREQ=DAILY;COUNT=3", "SUMMARY:Daily")];
        string[] moved = [.. Event("s", "RECURRENCE-ID:20261124T090000Z", "SEQUENCE:2", "DTSTART:20261124T140000Z", "DTEND:20261124T150000Z", "SUMMARY:Moved")];
        string[] older = [.. Event("s", "RECURRENCE-ID:20261124T090000Z", "SEQUENCE:1", "DTSTART:20261124T180000Z", "DTEND:20261124T190000Z", "SUMMARY:Older")];
        string[] cancelled = [.. Event("s", "RECURRENCE-ID:20261125T090000Z", "SEQUENCE:1", "DTSTART:20261125T090000Z", "STATUS:CANCELLED")];
        await caller.ImportAsync("team", Ics(moved));
        await caller.ImportAsync("team", Ics(series));
        await caller.ImportAsync("team", Ics(cancelled));

        var report = (await caller.ImportAsync("team", Ics(older))).Is(HttpStatusCode.OK).Json;

        Assert.Contains("SEQUENCE is 2", (string)Assert.Single(report["skipped"]!.AsArray())!["reason"]!, StringComparison.Ordinal);
        var events = (await caller.GetAsync("/api/calendars/team/events?from=2026-11-01T00:00:00Z&to=2027-01-01T00:00:00Z")).Json["items"]!.AsArray();
        Assert.Equal(["2026-11-23T09:00:00Z", "2026-11-24T14:00:00Z"], events.SelectMany(item => item!["occurrences"]!.AsArray()).Select(occurrence => (string)occurrence!["start"]!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_series_in_a_zone_of_the_file_shows_its_rules_and_takes_them_back()
    {
        using var caller = await WithCalendarAsync();
        await caller.ImportAsync("team", Ics(
            [
                "BEGIN:VTIMEZONE", "TZID:Odd", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0020", "TZOFFSETTO:+0020", "END:STANDARD", "END:VTIMEZONE",
                .. Event("s", "DTSTART;TZID=Odd:20261123T090000", "DURATION:PT1H", "RRULE:FREQ=DAILY", "SUMMARY:Odd", "SEQUENCE:3"),
            ]));

        var item = Assert.Single((await caller.GetAsync("/api/calendars/team/events?from=2040-07-01T00:00:00Z&to=2040-07-02T00:00:00Z")).Json["items"]!.AsArray())!;
        Assert.Equal("2040-07-01T08:40:00Z", (string?)Assert.Single(item["occurrences"]!.AsArray())!["start"]);
        Assert.Equal(("2026-11-23T09:00:00", 3), ((string)item["start"]!, (int)item["sequence"]!));
        Assert.StartsWith("BEGIN:VTIMEZONE\nTZID:Odd\n", (string?)item["timeZoneRules"], StringComparison.Ordinal);

        var path = $"/api/calendars/team/events/{item["id"]}";
        (await caller.PutAsync(path, Samples.With(item.ToJsonString(), "title", "\"Changed\""), ("If-Match", (string)item["etag"]!))).Is(HttpStatusCode.OK);
        var changed = (await caller.GetAsync(path)).Json;
        Assert.Equal(((string?)item["timeZoneRules"], 3, "Changed"), ((string?)changed["timeZoneRules"], (int)changed["sequence"]!, (string)changed["title"]!));
        Assert.NotEmpty((await caller.PutAsync(path, Samples.With(item.ToJsonString(), "timeZoneRules", "\"none\""), ("If-Match", (string)changed["etag"]!))).NamesField("timeZoneRules"));
    }

    [Fact]
    public async Task Thousands_of_events_are_taken_each_once_in_one_change_each()
    {
        using var caller = await WithCalendarAsync();
        const int Count = 2_500;
        var many = Ics([.. Enumerable.Range(0, Count).SelectMany(i => Event($"e{i}", "DTSTART:20261123T090000Z", $"SUMMARY:Event {i}"))]);

        var answer = (await caller.ImportAsync("team", many)).Is(HttpStatusCode.OK);

        Assert.Equal(Count, (int?)answer.Json["created"]);
        Assert.Empty(answer.Json["skipped"]!.AsArray());
        Assert.EndsWith($".{Count + 1}", answer.Position, StringComparison.Ordinal);
        var titles = new HashSet<string>();
        for (string? after = ""; after is not null;)
        {
            var page = (await caller.GetAsync("/api/calendars/team/events?limit=1000" + (after.Length == 0 ? "" : $"&after={after}"))).Json;
            Assert.All(page["items"]!.AsArray(), item => Assert.True(titles.Add((string)item!["title"]!)));
            after = (string?)page["next"];
        }

        Assert.Equal(Count, titles.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("{\"title\":\"x\"}")]
    [InlineData("<html><body>Sign in</body></html>")]
    [InlineData("BEGIN:VCARD\r\nFN:Adele\r\nEND:VCARD\r\n")]
    public async Task What_is_no_calendar_is_refused_with_line_and_reason(string text)
    {
        using var caller = await WithCalendarAsync();

        var refused = await caller.ImportAsync("team", text);
        var problem = refused.IsProblem(HttpStatusCode.BadRequest, "malformed-calendar-file");

        Assert.True((int?)problem["line"] >= 1);
        Assert.False(string.IsNullOrWhiteSpace((string?)problem["reason"]));
        await NothingWasStoredAsync(caller);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_over_10_MiB_is_refused_whether_or_not_it_says_its_length(bool saysLength)
    {
        using var caller = await WithCalendarAsync();
        var large = Ics([.. Event("a", "DTSTART;VALUE=DATE:20261225", "DESCRIPTION:" + new string('x', 10 * 1024 * 1024))]);
        HttpContent body = saysLength ? new StringContent(large, Encoding.UTF8, "text/calendar") : new UnknownLength(large, "text/calendar");

        var refused = await caller.PostAsync("/api/calendars/team/import", body);

        Assert.Equal(10 * 1024 * 1024, (int?)refused.IsProblem(HttpStatusCode.RequestEntityTooLarge, "body-too-large")["limit"]);
        await NothingWasStoredAsync(caller);
    }

    [Fact]
    public async Task A_file_of_several_megabytes_is_taken()
    {
        using var caller = await WithCalendarAsync();
        var events = Enumerable.Range(0, 800).SelectMany(i => Event($"e{i}", "DTSTART;VALUE=DATE:20261225", "SUMMARY:Large", "DESCRIPTION:" + new string('x', 7_000)));

        var taken = (await caller.ImportAsync("team", Ics([.. events]))).Is(HttpStatusCode.OK);

        Assert.Equal(800, (int?)taken.Json["created"]);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/plain")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData(null)]
    public async Task Another_media_type_is_refused(string? type)
    {
        using var caller = await WithCalendarAsync();
        var body = new ByteArrayContent(Encoding.UTF8.GetBytes(Ics([.. Event("a", "DTSTART;VALUE=DATE:20261225")])));
        if (type is not null)
        {
            body.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        (await caller.PostAsync("/api/calendars/team/import", body)).IsProblem(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");

        await NothingWasStoredAsync(caller);
    }

    [Fact]
    public async Task Importing_into_no_calendar_is_not_found()
    {
        using var caller = tenant.SignIn();

        (await caller.ImportAsync("nowhere", Ics([.. Event("a", "DTSTART;VALUE=DATE:20261225")]))).IsProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task What_is_exported_can_be_imported_and_is_the_same()
    {
        using var caller = await WithCalendarAsync();
        await caller.ImportAsync("team", Ics(
            [
                .. Event("a", "DTSTART;VALUE=DATE:20261225", "DTEND;VALUE=DATE:20261227", "SUMMARY:Weihnachten – frei\\, für alle", "RRULE:FREQ=YEARLY"),
                .. Event("b", "DTSTART;TZID=Europe/Berlin:20261123T090000", "DTEND;TZID=Europe/Berlin:20261123T091500", "SUMMARY:Stand-up", "RRULE:FREQ=WEEKLY;BYDAY=MO,WE", "EXDATE;TZID=Europe/Berlin:20261125T090000"),
                .. Event("b", "RECURRENCE-ID;TZID=Europe/Berlin:20261130T090000", "DTSTART;TZID=Europe/Berlin:20261130T110000", "DTEND;TZID=Europe/Berlin:20261130T111500", "SUMMARY:Stand-up (late)"),
            ]));
        await caller.PutAsync("/api/calendars/team/events/own", Samples.Event);

        var file = (await caller.GetAsync("/api/calendars/team/export.ics")).Is(HttpStatusCode.OK);
        Assert.Equal("text/calendar; charset=utf-8", file.Header("Content-Type"));
        Assert.Contains("filename=team.ics", file.Header("Content-Disposition"), StringComparison.Ordinal);
        Assert.StartsWith("BEGIN:VCALENDAR\r\n", file.Text, StringComparison.Ordinal);

        await caller.PutAsync("/api/calendars/copy", Samples.Calendar);
        var report = (await caller.ImportAsync("copy", file.Text)).Is(HttpStatusCode.OK).Json;
        Assert.Equal(4, (int?)report["created"]);
        Assert.Equal(await ContentsAsync(caller, "team"), await ContentsAsync(caller, "copy"));
    }

    private static async Task<string[]> ContentsAsync(Caller caller, string calendar)
    {
        var page = (await caller.GetAsync($"/api/calendars/{calendar}/events?from=2026-11-01T00:00:00Z&to=2027-11-01T00:00:00Z")).Json;
        return [.. page["items"]!.AsArray()
            .Select(item => string.Create(CultureInfo.InvariantCulture, $"{item!["title"]} {item["start"]} {item["end"]} {item["timeZone"]} {item["recurrence"]?.ToJsonString()} {item["occurrences"]!.ToJsonString()}"))
            .Order(StringComparer.Ordinal)];
    }

    private static string Ics(params string[] lines) =>
        string.Join("\r\n", ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//tests//EN", .. lines, "END:VCALENDAR", ""]);

    private static string[] Event(string uid, params string[] lines) => ["BEGIN:VEVENT", $"UID:{uid}", "DTSTAMP:20260101T000000Z", .. lines, "END:VEVENT"];

    private async Task<Caller> WithCalendarAsync()
    {
        var caller = tenant.SignIn();
        (await caller.PutAsync("/api/calendars/team", Samples.Calendar)).Is(HttpStatusCode.Created);
        return caller;
    }

    private static async Task NothingWasStoredAsync(Caller caller)
    {
        var events = await caller.GetAsync("/api/calendars/team/events");
        Assert.Equal("""{"items":[]}""", events.Text);
        Assert.EndsWith(".1", events.Position, StringComparison.Ordinal);
    }
}
