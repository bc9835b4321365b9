using System.Net;
using CalendarApi.Tests.Hosting;

namespace CalendarApi.Tests.Events;

/// <summary>Bad content is refused with the field and the reason, and nothing is stored.</summary>
public class EventRuleTests(CalendarSystem system)
{
    private const string Path = "/api/calendars/team/events/standup";

    private readonly Tenant tenant = system.NewTenant();

    public static TheoryData<string, string?, string> Bad() => new()
    {
        { "title", null, "title" },
        { "title", "\"\"", "title" },
        { "title", "[]", "title" },
        { "title", "\"   \"", "title" },
        { "title", "\"a\\u0000b\"", "title" },
        { "title", "\"\\u200b\\u2060\"", "title" },
        { "title", "\"\\u3164\"", "title" },
        { "title", "\"invoice\\u202efdp.exe\"", "title" },
        { "location", "\"pay\\u200bpal\"", "location" },
        { "category", "\"\\ufeffwork\"", "category" },
        { "description", "\"turned \\u202eround\"", "description" },
        { "assignees", "[\"adele\\udb40\\udc41\"]", "assignees[0]" },
        { "start", null, "start" },
        { "start", "\"2026-11-23\"", "start" },
        { "start", "\"2026-11-23T09:00\"", "start" },
        { "start", "\"2026-11-23T09:00:00Z\"", "start" },
        { "start", "\"2026-11-23T09:00:00+01:00\"", "start" },
        { "start", "\"2026-02-30T09:00:00\"", "start" },
        { "start", "\"2026-11-23T25:00:00\"", "start" },
        { "start", "1795424400", "start" },
        { "end", null, "end" },
        { "end", "\"2026-11-23T08:00:00\"", "end" },
        { "end", "\"soon\"", "end" },
        { "timeZone", null, "timeZone" },
        { "timeZone", "\"Mars/Olympus_Mons\"", "timeZone" },
        { "timeZone", "\"+01:00\"", "timeZone" },
        { "allDay", "true", "start" },
        { "allDay", "\"yes\"", "allDay" },
        { "color", "\"red\"", "color" },
        { "assignees", "\"adele\"", "assignees" },
        { "assignees", "[null]", "assignees[0]" },
        { "assignees", "[\"\"]", "assignees[0]" },
        { "assignees", "[\"adele@contoso.example\"]", "assignees[0]" },
        { "assignees", "[\"nobody\"]", "assignees[0]" },
        { "recurrence", "\"daily\"", "recurrence" },
        { "recurrence", "{\"rules\":[\"EVERY DAY\"]}", "recurrence.rules[0]" },
        { "recurrence", "{\"rules\":[\"COUNT=3\"]}", "recurrence.rules[0]" },
        { "recurrence", "{\"rules\":[null]}", "recurrence.rules[0]" },
        { "recurrence", "{\"rules\":[\"FREQ=DAILY;COUNT=2;UNTIL=20261201\"]}", "recurrence.rules[0]" },
        { "recurrence", "{\"rule\":\"FREQ=DAILY\"}", "recurrence.rule" },
        { "recurrence", "{\"exceptionDates\":[\"tomorrow\"]}", "recurrence.exceptionDates[0]" },
        { "tittle", "\"x\"", "tittle" },
        { "__proto__", "{}", "__proto__" },
        { "deleted", "true", "deleted" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task A_bad_member_is_named(string member, string? json, string field)
    {
        using var caller = await WithCalendarAsync();

        (await caller.PutAsync(Path, Samples.With(Samples.Event, member, json))).NamesField(field);

        await NothingWasStoredAsync(caller);
    }

    [Theory]
    [InlineData("timeZone", "\"Europe/Berlin\"", "timeZone")]
    [InlineData("start", "\"2026-12-03T00:00:00\"", "start")]
    [InlineData("end", "\"2026-12-03\"", "end")]
    [InlineData("end", "\"2026-12-01\"", "end")]
    public async Task A_bad_member_of_an_all_day_event_is_named(string member, string json, string field)
    {
        using var caller = await WithCalendarAsync();

        (await caller.PutAsync(Path, Samples.With(Samples.Days, member, json))).NamesField(field);

        await NothingWasStoredAsync(caller);
    }

    [Theory]
    [InlineData("title", 200)]
    [InlineData("description", 8000)]
    [InlineData("location", 500)]
    [InlineData("category", 64)]
    [InlineData("uid", 1000)]
    public async Task Text_is_taken_up_to_its_length_and_not_beyond(string member, int most)
    {
        using var caller = await WithCalendarAsync();

        (await caller.PutAsync(Path, Samples.With(Samples.Event, member, $"\"{new string('x', most + 1)}\""))).NamesField(member);
        await NothingWasStoredAsync(caller);
        (await caller.PutAsync(Path, Samples.With(Samples.Event, member, $"\"{new string('x', most)}\""))).Is(HttpStatusCode.Created);
    }

    [Fact]
    public async Task All_bad_members_are_named_at_once()
    {
        using var caller = await WithCalendarAsync();

        var refused = await caller.PutAsync(Path, """{"start":"x","end":"y"}""");

        foreach (var field in (string[])["title", "start", "end", "timeZone"])
        {
            refused.NamesField(field);
        }
    }

    [Theory]
    [InlineData("""{"title":"a","title":"b"}""", "title")]
    [InlineData("""{"title":"a","Title":"b"}""", "Title")]
    [InlineData("""{"title":"\ud800"}""", "title")]
    public async Task A_member_that_is_doubled_or_misspelled_or_no_text_is_named(string json, string field)
    {
        using var caller = await WithCalendarAsync();

        (await caller.PutAsync(Path, json)).NamesField(field);
    }

    [Theory]
    [InlineData("a.b")]
    [InlineData("a b")]
    [InlineData("%C3%BC")]
    [InlineData("..%2Fother")]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234")]
    public async Task An_id_that_is_not_well_formed_is_refused(string id)
    {
        using var caller = await WithCalendarAsync();

        (await caller.PutAsync($"/api/calendars/team/events/{id}", Samples.Event)).NamesField("id");
        (await caller.PutAsync($"/api/calendars/{id}", Samples.Calendar)).NamesField("id");
        (await caller.GetAsync($"/api/calendars/team/events/{id}")).IsProblem(HttpStatusCode.NotFound, "not-found");
        (await caller.GetAsync($"/api/calendars/{id}")).IsProblem(HttpStatusCode.NotFound, "not-found");
        await NothingWasStoredAsync(caller);
    }

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
