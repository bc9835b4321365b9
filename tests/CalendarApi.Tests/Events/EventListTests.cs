using System.Net;
using System.Text.Json.Nodes;
using CalendarApi.Tests.Hosting;

namespace CalendarApi.Tests.Events;

public class EventListTests(CalendarSystem system)
{
    private const string Events = "/api/calendars/team/events";

    private readonly Tenant tenant = system.NewTenant();

    [Fact]
    public async Task A_window_holds_its_events_with_their_occurrences_as_instants()
    {
        using var caller = await WithCalendarAsync();
        await caller.PutAsync($"{Events}/daily", Samples.With(Samples.Event, "recurrence", """{"rules":["FREQ=DAILY;COUNT=10"],"exceptionDates":["2026-11-24T09:00:00"]}"""));
        await caller.PutAsync($"{Events}/offsite", Samples.Days);
        await caller.PutAsync($"{Events}/past", Samples.With(Samples.With(Samples.Event, "start", "\"2020-01-01T09:00:00\""), "end", "\"2020-01-01T10:00:00\""));

        var page = (await caller.GetAsync($"{Events}?from=2026-11-23T00:00:00Z&to=2026-11-26T00:00:00Z")).Is(HttpStatusCode.OK).Json;

        var daily = Assert.Single(page["items"]!.AsArray())!;
        Assert.Equal("daily", (string?)daily["id"]);
        Assert.Equal(["2026-11-23T08:00:00Z", "2026-11-25T08:00:00Z"], Starts(daily));
        Assert.Null(page["next"]);
    }

    [Fact]
    public async Task An_all_day_event_has_dates_as_occurrences()
    {
        using var caller = await WithCalendarAsync();
        await caller.PutAsync($"{Events}/offsite", Samples.Days);

        var page = (await caller.GetAsync($"{Events}?from=2026-12-01T00:00:00%2B01:00&to=2026-12-31T00:00:00%2B01:00")).Is(HttpStatusCode.OK).Json;

        Assert.Equal("""[{"start":"2026-12-03","end":"2026-12-05"}]""", page["items"]![0]!["occurrences"]!.ToJsonString());
    }

    [Fact]
    public async Task A_wall_time_is_kept_over_the_change_to_summer_time()
    {
        using var caller = await WithCalendarAsync();
        var weekly = Samples.With(Samples.With(Samples.With(Samples.Event, "start", "\"2026-03-23T09:00:00\""), "end", "\"2026-03-23T10:00:00\""), "recurrence", """{"rules":["FREQ=WEEKLY;COUNT=2"]}""");
        await caller.PutAsync($"{Events}/weekly", weekly);

        var one = (await caller.GetAsync($"{Events}/weekly?from=2026-03-01T00:00:00Z&to=2026-04-30T00:00:00Z")).Is(HttpStatusCode.OK).Json;

        Assert.Equal(["2026-03-23T08:00:00Z", "2026-03-30T07:00:00Z"], Starts(one));
    }

    [Fact]
    public async Task Too_many_occurrences_are_cut_and_said_to_be()
    {
        using var caller = await WithCalendarAsync();
        var many = Samples.With(Samples.Event, "recurrence", """{"rules":["FREQ=DAILY;BYHOUR=0,3,6,9,12,15,18,21"]}""");
        (await caller.PutAsync($"{Events}/many", many)).Is(HttpStatusCode.Created);

        var one = (await caller.GetAsync($"{Events}/many?from=2026-11-23T00:00:00Z&to=2027-11-23T00:00:00Z")).Is(HttpStatusCode.OK).Json;

        Assert.Equal(1_000, one["occurrences"]!.AsArray().Count);
        Assert.True((bool?)one["occurrencesTruncated"]);
    }

    [Fact]
    public async Task All_events_come_page_by_page_each_once_without_occurrences()
    {
        using var caller = await WithCalendarAsync();
        var ids = Enumerable.Range(0, 25).Select(i => $"e{i:00}").ToArray();
        await Task.WhenAll(ids.Select(id => caller.PutAsync($"{Events}/{id}", Samples.Event)));

        var seen = new List<string>();
        var pages = 0;
        for (string? after = null; pages == 0 || after is not null; pages++)
        {
            var page = (await caller.GetAsync($"{Events}?limit=10" + (after is null ? "" : $"&after={after}"))).Is(HttpStatusCode.OK).Json;
            foreach (var item in page["items"]!.AsArray())
            {
                seen.Add((string)item!["id"]!);
                Assert.Null(item["occurrences"]);
            }

            after = (string?)page["next"];
        }

        Assert.Equal(ids, seen);
        Assert.Equal(3, pages);
    }

    [Theory]
    [InlineData("from=2026-11-23T00:00:00Z", "to")]
    [InlineData("to=2026-11-23T00:00:00Z", "from")]
    [InlineData("from=2026-11-23T00:00:00Z&to=2026-11-23T00:00:00Z", "to")]
    [InlineData("from=2026-11-24T00:00:00Z&to=2026-11-23T00:00:00Z", "to")]
    [InlineData("from=2026-01-01T00:00:00Z&to=2027-02-06T00:00:00Z", "to")]
    [InlineData("from=2026-11-23&to=2026-11-24", "from")]
    [InlineData("from=2026-11-23T00:00:00&to=2026-11-24T00:00:00", "from")]
    [InlineData("from=yesterday&to=2026-11-24T00:00:00Z", "from")]
    [InlineData("from=-9999-01-01T00:00:00Z&to=2026-11-24T00:00:00Z", "from")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=1001", "limit")]
    [InlineData("limit=-1", "limit")]
    [InlineData("limit=ten", "limit")]
    [InlineData("limit=99999999999999999999", "limit")]
    [InlineData("after=%00", "after")]
    [InlineData("after=!!!", "after")]
    [InlineData("after=Li4vLi4", "after")]
    public async Task A_bad_query_is_refused_with_the_parameter(string query, string field)
    {
        using var caller = await WithCalendarAsync();

        (await caller.GetAsync($"{Events}?{query}")).NamesField(field);
    }

    [Fact]
    public async Task A_window_of_400_days_is_taken()
    {
        using var caller = await WithCalendarAsync();

        (await caller.GetAsync($"{Events}?from=2026-01-01T00:00:00Z&to=2027-02-05T00:00:00Z")).Is(HttpStatusCode.OK);
    }

    private static string[] Starts(JsonNode item) => [.. item["occurrences"]!.AsArray().Select(occurrence => (string)occurrence!["start"]!)];

    private async Task<Caller> WithCalendarAsync()
    {
        var caller = tenant.SignIn();
        (await caller.PutAsync("/api/calendars/team", Samples.Calendar)).Is(HttpStatusCode.Created);
        return caller;
    }
}
