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
