using System.Net;
using CalendarApi.Tests.Hosting;

namespace CalendarApi.Tests.Events;

/// <summary>How large an answer may get.</summary>
public class EventListLimitTests(CalendarSystem system)
{
    [Fact]
    public async Task A_page_with_very_many_occurrences_ends_early_and_the_rest_follows()
    {
        using var caller = system.NewTenant().SignIn();
        await caller.PutAsync("/api/calendars/team", Samples.Calendar);
        var daily = Samples.With(Samples.Event, "recurrence", """{"rules":["FREQ=DAILY"]}""");
        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => caller.PutAsync($"/api/calendars/team/events/e{i:00}", daily)));
        const string Window = "/api/calendars/team/events?from=2027-01-01T00:00:00Z&to=2028-02-05T00:00:00Z";

        var first = (await caller.GetAsync(Window)).Is(HttpStatusCode.OK).Json;
        var second = (await caller.GetAsync($"{Window}&after={(string?)first["next"]}")).Is(HttpStatusCode.OK).Json;

        Assert.Equal(50, first["items"]!.AsArray().Count);
        Assert.All(first["items"]!.AsArray(), item => Assert.Equal(400, item!["occurrences"]!.AsArray().Count));
        Assert.Equal(Enumerable.Range(50, 10).Select(i => $"e{i}"), second["items"]!.AsArray().Select(item => (string)item!["id"]!));
        Assert.Null(second["next"]);
    }

    [Fact]
    public async Task Pages_of_events_and_of_changes_end_at_2_MiB_and_the_rest_follows()
    {
        using var caller = system.NewTenant().SignIn();
        await caller.PutAsync("/api/calendars/team", Samples.Calendar);
        var since = (string)(await caller.GetAsync("/api/changes/head")).Is(HttpStatusCode.OK).Json["token"]!;
        var large = Samples.With(Samples.Event, "description", $"\"{new string('字', 8_000)}\"");
        string[] ids = [.. Enumerable.Range(0, 120).Select(i => $"e{i:000}")];
        await Task.WhenAll(ids.Select(id => caller.PutAsync($"/api/calendars/team/events/{id}", large)));

        var first = (await caller.GetAsync("/api/calendars/team/events?limit=1000")).Is(HttpStatusCode.OK).Json;
        var second = (await caller.GetAsync($"/api/calendars/team/events?limit=1000&after={(string?)first["next"]}")).Is(HttpStatusCode.OK).Json;
        Assert.Equal(ids, first["items"]!.AsArray().Concat(second["items"]!.AsArray()).Select(item => (string)item!["id"]!));
        Assert.Null(second["next"]);
        Assert.NotEmpty(second["items"]!.AsArray());

        var changes = (await caller.GetAsync($"/api/changes?since={since}")).Is(HttpStatusCode.OK).Json;
        var rest = (await caller.GetAsync($"/api/changes?since={(string?)changes["next"]}")).Is(HttpStatusCode.OK).Json;
        Assert.Equal((true, false), ((bool)changes["more"]!, (bool)rest["more"]!));
        Assert.Equal(ids, changes["events"]!.AsArray().Concat(rest["events"]!.AsArray()).Select(item => (string)item!["id"]!).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Limits:EventsPerTenant", "2", "2 events")]
    [InlineData("Limits:BytesPerTenant", "600", "600 bytes")]
    public async Task A_tenant_at_its_limit_is_refused_and_may_delete(string setting, string value, string said)
    {
        using var api = system.Start(new Dictionary<string, string> { [setting] = value });
        using var caller = new Tenant(system, Guid.NewGuid(), api.Address).SignIn();
        await caller.PutAsync("/api/calendars/team", Samples.Calendar);
        Answer refused;
        var stored = new Stack<Answer>();
        while ((refused = await caller.PutAsync($"/api/calendars/team/events/e{stored.Count}", Samples.Event)).Status == HttpStatusCode.Created)
        {
            stored.Push(refused);
        }

        Assert.Contains(said, (string)refused.IsProblem(HttpStatusCode.Conflict, "limit-reached")["limit"]!, StringComparison.Ordinal);
        var file = $"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:test\r\nBEGIN:VEVENT\r\nUID:u1\r\nDTSTART;VALUE=DATE:20261123\r\nSUMMARY:Fair\r\nDESCRIPTION:{new string('a', 600)}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        var report = (await caller.ImportAsync("team", file)).Is(HttpStatusCode.OK).Json;
        Assert.Contains(said, (string)Assert.Single(report["skipped"]!.AsArray())!["reason"]!, StringComparison.Ordinal);

        (await caller.DeleteAsync($"/api/calendars/team/events/e{stored.Count - 1}", stored.Peek().ETag)).Is(HttpStatusCode.NoContent);
        (await caller.PutAsync("/api/calendars/team/events/again", Samples.Event)).Is(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_limit_below_one_is_refused_at_the_start() =>
        Assert.Contains("Limits:EventsPerTenant", await system.RefusalAsync(new Dictionary<string, string> { ["Limits:EventsPerTenant"] = "0" }), StringComparison.Ordinal);

    [Fact]
    public async Task A_tenant_has_so_many_calendars_and_no_more()
    {
        using var caller = system.NewTenant().SignIn();
        var created = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(i => caller.PutAsync($"/api/calendars/c{i}", Samples.Calendar)));
        Assert.All(created, answer => answer.Is(HttpStatusCode.Created));

        var refused = await caller.PutAsync("/api/calendars/one-more", Samples.Calendar);

        var problem = refused.IsProblem(HttpStatusCode.Conflict, "limit-reached");
        Assert.False(string.IsNullOrWhiteSpace((string?)problem["limit"]));
        Assert.EndsWith(".1000", refused.Position, StringComparison.Ordinal);
    }
}
