using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace CalendarClient.Tests.Wire;

/// <summary>The client reads each message of the API as it goes over the wire.</summary>
public class GoldenTests
{
    [Fact]
    public void A_calendar_is_read()
    {
        var calendar = Read("calendar.json", WireJson.Default.Calendar);

        Assert.Equal("Team ☕ & friends", calendar.Name);
        Assert.Equal("\"k3v9x2qd7m4h-41\"", calendar.Etag);
        Assert.Equal(41, calendar.Version);
        Assert.Equal(DateTimeOffset.Parse("2026-11-23T08:15:30.1234567Z", null), calendar.UpdatedAt);
    }

    [Fact]
    public void The_list_of_calendars_is_read() =>
        Assert.Equal(["team"], Read("calendars.json", WireJson.Default.CalendarList).Items.Select(calendar => calendar.Id));

    [Fact]
    public void An_event_is_read()
    {
        var item = Read("event.json", WireJson.Default.CalendarEvent);

        Assert.Equal(("team", "standup", 43), (item.CalendarId, item.Id, item.Version));
        Assert.Equal(("2026-11-23T09:00:00", "2026-11-23T09:15:00", "Europe/Berlin"), (item.Start, item.End, item.TimeZone));
        Assert.Equal(["aaaaaaaa-1111-4111-8111-a00000000001", "room-4"], item.Assignees);
        Assert.Equal(["FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"], item.Recurrence!.Rules);
        Assert.Equal(["2026-11-30T09:00:00"], item.Recurrence.OverriddenDates);
    }

    [Fact]
    public void An_all_day_event_is_read()
    {
        var item = Read("event-all-day.json", WireJson.Default.CalendarEvent);

        Assert.True(item.AllDay);
        Assert.Equal(("2026-12-03", "2026-12-05", null), (item.Start, item.End, item.TimeZone));
    }

    [Fact]
    public void A_window_of_events_is_read_with_its_occurrences()
    {
        var page = Read("events.json", WireJson.Default.EventPage);

        Assert.Equal("b2Zmc2l0ZQ", page.Next);
        Assert.Equal(new Occurrence("2026-11-24T08:00:00Z", "2026-11-24T08:15:00Z"), page.Items[0].Occurrences[1]);
        Assert.True(page.Items[0].OccurrencesTruncated);
        Assert.Equal([new Occurrence("2026-12-03", "2026-12-05")], page.Items[1].Occurrences);
        Assert.False(page.Items[1].OccurrencesTruncated);
    }

    [Fact]
    public void A_page_of_the_directory_is_read()
    {
        var page = Read("people.json", WireJson.Default.PeoplePage);

        Assert.Equal("cm9vbS00", page.Next);
        Assert.Equal(Read("person.json", WireJson.Default.Person), page.Items[0]);
        Assert.Equal((PersonSorts.Account, "Adele Vance", "adele@contoso.example", "Europe/Berlin"), (page.Items[0].Sort, page.Items[0].DisplayName, page.Items[0].Address, page.Items[0].TimeZone));
        Assert.Equal((PersonSorts.Resource, null, null), (page.Items[1].Sort, page.Items[1].Address, page.Items[1].TimeZone));
    }

    [Fact]
    public void The_head_is_read() =>
        Assert.Equal(new Head("k3v9x2qd7m4h", 50, "NTB8azN2OXgycWQ3bTRofDhmYjM1YWY3"), Read("head.json", WireJson.Default.Head));

    [Fact]
    public void Changes_are_read_deletions_and_all()
    {
        var page = Read("changes.json", WireJson.Default.ChangesPage);

        Assert.Equal((40, 48, 50, true), (page.From, page.To, page.Head, page.More));
        Assert.Equal([("team", 41, false), ("old", 45, true)], page.Calendars.Select(change => (change.Key.Id, (int)change.Version, change.Item is null)));
        Assert.Equal(
            [("lunch", 42, true), ("standup", 43, false), ("standup-20261130", 44, false), ("offsite", 46, false)],
            page.Events.Select(change => (change.Key.Id, (int)change.Version, change.Item is null)));
        Assert.Equal(
            [("aaaaaaaa-1111-4111-8111-a00000000001", 47, false), ("van", 48, true)],
            page.People.Select(change => (change.Key.Id, (int)change.Version, change.Item is null)));
        Assert.All(page.Events, change => Assert.Equal("team", change.Key.ParentId));
        Assert.Equal("2026-11-30T09:00:00", page.Events.ElementAt(2).Item!.RecurrenceId);
    }

    [Fact]
    public void Changes_are_written_as_they_were_read()
    {
        var sample = File.ReadAllText(PathOf("changes.json"));
        var written = JsonSerializer.Serialize(JsonSerializer.Deserialize(sample, WireJson.Default.ChangesPage)!, WireJson.Default.ChangesPage);

        Assert.True(JsonNode.DeepEquals(WithoutSpellingOfTime(sample), WithoutSpellingOfTime(written)), written);
    }

    [Fact]
    public void A_push_is_read()
    {
        var reload = Read("reload.json", WireJson.Default.Reload);

        Assert.Equal(("0f6c1c2e4b7d4a5f", 44), (reload.Epoch, reload.Version));
    }

    [Fact]
    public void A_newer_service_may_say_more_in_a_push() =>
        Assert.Equal(44, JsonSerializer.Deserialize("""{"epoch":"e","version":44,"later":{"unknown":true}}""", WireJson.Default.Reload)!.Version);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"version":44}""")]
    [InlineData("""{"epoch":null,"version":44}""")]
    [InlineData("""{"epoch":"e","version":"44"}""")]
    [InlineData("""["e",44]""")]
    public void A_push_that_is_none_is_refused(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(json, WireJson.Default.Reload));

    [Fact]
    public void An_import_report_is_read()
    {
        var report = Read("import-report.json", WireJson.Default.ImportReport);

        Assert.Equal((2, 1, 3, "Feiertage"), (report.Created, report.Updated, report.Unchanged, report.CalendarName));
        Assert.Equal(new SkippedComponent("VTODO", "to-dos are not kept", "todo-1@example.com", 42), report.Skipped[0]);
        Assert.Equal(new SkippedComponent("VEVENT", "it has no DTSTART"), report.Skipped[1]);
        Assert.Equal([new ImportWarning(90, "The title is longer than 200 characters: it was cut.", "talk-1@example.com")], report.Warnings);
        Assert.Equal((2, 1), (report.SkippedCount, report.WarningCount));
    }

    [Fact]
    public void A_report_with_more_entries_than_it_lists_has_their_numbers()
    {
        var report = JsonSerializer.Deserialize("{\"created\":0,\"updated\":0,\"unchanged\":0,\"skipped\":[],\"skippedCount\":1500,\"warningCount\":2000}", WireJson.Default.ImportReport)!;

        Assert.Equal((1_500, 2_000), (report.SkippedCount, report.WarningCount));
    }

    [Fact]
    public void A_problem_is_read()
    {
        var problem = Read("problem.json", WireJson.Default.Problem);

        Assert.Equal((ProblemNames.InvalidContent, 400), (problem.Name, problem.Status));
        Assert.Equal(["is before start"], problem.Errors!["end"]);
    }

    [Fact]
    public void A_failed_precondition_brings_what_is_there_now()
    {
        var problem = Read("problem-precondition-failed.json", WireJson.Default.Problem);

        Assert.Equal(ProblemNames.PreconditionFailed, problem.Name);
        Assert.Equal(43, problem.CurrentEvent()!.Version);
    }

    [Fact]
    public void The_body_of_a_write_is_content_alone()
    {
        var item = Read("event-all-day.json", WireJson.Default.CalendarEvent);

        Assert.Equal(
            """{"title":"Offsite","allDay":true,"start":"2026-12-03","end":"2026-12-05","assignees":[]}""",
            JsonSerializer.Serialize(item, WireJson.Default.EventContent));
    }

    private static T Read<T>(string file, JsonTypeInfo<T> typeInfo) => JsonSerializer.Deserialize(File.ReadAllBytes(PathOf(file)), typeInfo)!;

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Contracts", file);

    /// <summary>+00:00 and Z are the same instant.</summary>
    private static JsonNode? WithoutSpellingOfTime(string json) => JsonNode.Parse(json.Replace("\\u002B00:00", "Z", StringComparison.Ordinal).Replace("+00:00", "Z", StringComparison.Ordinal));
}
