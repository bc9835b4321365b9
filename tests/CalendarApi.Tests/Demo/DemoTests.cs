using System.Net;
using CalendarApi.Demo;
using CalendarApi.Tests.Hosting;

namespace CalendarApi.Tests.Demo;

public class DemoTests(CalendarSystem system)
{
    [Fact]
    public async Task Sample_data_is_added_once_for_the_callers_tenant_around_this_week()
    {
        using var caller = system.NewTenant().SignIn();
        using var stranger = system.NewTenant().SignIn();

        var first = (await caller.PostAsync("/api/demo")).Is(HttpStatusCode.OK);
        var again = (await caller.PostAsync("/api/demo")).Is(HttpStatusCode.OK);

        Assert.Equal(["Team", "Holidays"], first.Json["items"]!.AsArray().Select(item => (string)item!["name"]!).OrderDescending());
        Assert.Equal(first.Text, again.Text);
        Assert.Equal(first.Position, again.Position);
        Assert.Equal("""{"items":[]}""", (await stranger.GetAsync("/api/calendars")).Text);

        var now = TimeProvider.System.GetUtcNow();
        var window = $"from={now.AddDays(-7):yyyy-MM-ddTHH:mm:ssZ}&to={now.AddDays(7):yyyy-MM-ddTHH:mm:ssZ}";
        var week = (await caller.GetAsync($"/api/calendars/demo-team/events?{window}")).Json["items"]!.AsArray();
        Assert.Contains(week, item => (string?)item!["title"] == "Stand-up" && item["occurrences"]!.AsArray().Count >= 9);
        Assert.Equal(5, (await caller.GetAsync("/api/calendars/demo-holidays/events")).Json["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task The_caller_takes_part_and_is_in_the_directory()
    {
        using var caller = system.NewTenant().SignIn();
        await caller.PostAsync("/api/demo");

        var planning = (await caller.GetAsync("/api/calendars/demo-team/events/planning")).Json;
        var people = (await caller.GetAsync("/api/people")).Json["items"]!.AsArray();

        Assert.Equal([(string?)Assert.Single(people)!["id"]], planning["assignees"]!.AsArray().Select(id => (string?)id));
        Assert.Equal("account", (string?)people[0]!["sort"]);
    }

    [Fact]
    public void Colleagues_are_the_users_whom_one_can_sign_in_as()
    {
        var contoso = SampleUsers.Of(new(Guid.Parse("aaaaaaaa-1111-4111-8111-111111111111")));
        var week = DemoWeek.Around(new(2026, 11, 25), contoso[0].Id, [.. contoso.Skip(1).Select(user => user.Id)]).ToDictionary(item => item.Id, item => item.Content.Assignees);

        Assert.Equal(["Adele Vance", "Alex Wilber", "Megan Bowen", "Lee Gu"], contoso.Select(user => user.DisplayName));
        Assert.Equal(contoso.Select(user => user.Id), week["stand-up"]);
        Assert.Equal([contoso[3].Id], week["leave"]);
        Assert.Empty(SampleUsers.Of(new(Guid.NewGuid())));
    }

    [Fact]
    public async Task What_a_person_moved_or_deleted_stays_so()
    {
        using var caller = system.NewTenant().SignIn();
        await caller.PostAsync("/api/demo");
        var planning = await caller.GetAsync("/api/calendars/demo-team/events/planning");
        await caller.DeleteAsync("/api/calendars/demo-team/events/planning", planning.ETag);
        var release = await caller.GetAsync("/api/calendars/demo-team/events/release");
        var moved = await caller.PutAsync("/api/calendars/demo-team/events/release", Samples.Event, ("If-Match", release.ETag!));

        (await caller.PostAsync("/api/demo")).Is(HttpStatusCode.OK);

        (await caller.GetAsync("/api/calendars/demo-team/events/planning")).IsProblem(HttpStatusCode.NotFound, "not-found");
        Assert.Equal(moved.Text, (await caller.GetAsync("/api/calendars/demo-team/events/release")).Text);
    }

    [Fact]
    public async Task There_is_no_sample_data_outside_Development()
    {
        using var api = system.Start(new Dictionary<string, string> { ["AzureAd:Instance"] = "https://login.microsoftonline.com/", ["Tenants:Allowed"] = "*" }, "Production");
        using var nobody = new Caller(api.Address, Guid.Empty, null);

        (await nobody.PostAsync("/api/demo")).IsProblem(HttpStatusCode.NotFound, "not-found");
    }
}
