using System.Net;
using CalendarApi.Tests.Hosting;

namespace CalendarApi.Tests.Calendars;

public class CalendarTests(CalendarSystem system)
{
    private readonly Tenant tenant = system.NewTenant();

    [Fact]
    public async Task A_calendar_is_created_read_listed_replaced_and_deleted()
    {
        using var caller = tenant.SignIn();

        var created = (await caller.PutAsync("/api/calendars/team", Samples.Calendar)).Is(HttpStatusCode.Created);
        Assert.Equal("/api/calendars/team", created.Header("Location"));
        Assert.Equal(created.ETag, (string?)created.Json["etag"]);
        Assert.EndsWith(".1", created.Position, StringComparison.Ordinal);
        Assert.Equal(caller.User.ToString("D"), (string?)created.Json["updatedBy"]);

        var read = (await caller.GetAsync("/api/calendars/team")).Is(HttpStatusCode.OK);
        Assert.Equal(created.Text, read.Text);
        Assert.Equal(created.ETag, read.ETag);
        Assert.Equal($$"""{"items":[{{created.Text}}]}""", (await caller.GetAsync("/api/calendars")).Text);

        var renamed = Samples.With(Samples.Calendar, "name", "\"Crew\"");
        var replaced = (await caller.PutAsync("/api/calendars/team", renamed, ("If-Match", created.ETag!))).Is(HttpStatusCode.OK);
        Assert.Equal("Crew", (string?)replaced.Json["name"]);
        Assert.NotEqual(created.ETag, replaced.ETag);
        Assert.EndsWith(".2", replaced.Position, StringComparison.Ordinal);

        var deleted = (await caller.DeleteAsync("/api/calendars/team", replaced.ETag)).Is(HttpStatusCode.NoContent);
        Assert.EndsWith(".3", deleted.Position, StringComparison.Ordinal);
        (await caller.GetAsync("/api/calendars/team")).IsProblem(HttpStatusCode.NotFound, "not-found");
        Assert.Equal("""{"items":[]}""", (await caller.GetAsync("/api/calendars")).Text);
    }

    [Fact]
    public async Task A_calendar_that_was_read_is_sent_back_as_it_is()
    {
        using var caller = tenant.SignIn();
        var created = await caller.PutAsync("/api/calendars/team", Samples.Calendar);

        var replaced = (await caller.PutAsync("/api/calendars/team", created.Text, ("If-Match", created.ETag!))).Is(HttpStatusCode.OK);

        Assert.Equal("Team", (string?)replaced.Json["name"]);
    }

    [Fact]
    public async Task Deleting_a_calendar_takes_its_events_with_it()
    {
        using var caller = tenant.SignIn();
        var calendar = await caller.PutAsync("/api/calendars/team", Samples.Calendar);
        await caller.PutAsync("/api/calendars/team/events/standup", Samples.Event);

        (await caller.DeleteAsync("/api/calendars/team", calendar.ETag)).Is(HttpStatusCode.NoContent);

        (await caller.GetAsync("/api/calendars/team/events/standup")).IsProblem(HttpStatusCode.NotFound, "not-found");
        (await caller.GetAsync("/api/calendars/team/events")).IsProblem(HttpStatusCode.NotFound, "not-found");
        (await caller.PutAsync("/api/calendars/team/events/standup", Samples.Event)).IsProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task The_id_of_a_deleted_calendar_is_not_taken_again()
    {
        using var caller = tenant.SignIn();
        var calendar = await caller.PutAsync("/api/calendars/team", Samples.Calendar);
        await caller.DeleteAsync("/api/calendars/team", calendar.ETag);

        (await caller.PutAsync("/api/calendars/team", Samples.Calendar)).IsProblem(HttpStatusCode.Conflict, "id-was-deleted");
    }

    [Theory]
    [InlineData("name", null)]
    [InlineData("name", "null")]
    [InlineData("name", "\"\"")]
    [InlineData("name", "5")]
    [InlineData("timeZone", null)]
    [InlineData("timeZone", "\"Mars/Olympus_Mons\"")]
    [InlineData("timeZone", "\"\"")]
    [InlineData("color", "\"red\"")]
    [InlineData("color", "\"#12345\"")]
    [InlineData("colour", "\"#123456\"")]
    public async Task A_bad_member_is_named_and_nothing_is_stored(string member, string? json)
    {
        using var caller = tenant.SignIn();

        var refused = await caller.PutAsync("/api/calendars/team", Samples.With(Samples.Calendar, member, json));

        refused.NamesField(member);
        Assert.EndsWith(".0", refused.Position, StringComparison.Ordinal);
        Assert.Equal("""{"items":[]}""", (await caller.GetAsync("/api/calendars")).Text);
    }

    [Theory]
    [InlineData("name", 201)]
    [InlineData("description", 4001)]
    public async Task Text_over_its_length_is_refused(string member, int length)
    {
        using var caller = tenant.SignIn();

        (await caller.PutAsync("/api/calendars/team", Samples.With(Samples.Calendar, member, $"\"{new string('x', length)}\""))).NamesField(member);
        (await caller.PutAsync("/api/calendars/team", Samples.With(Samples.Calendar, member, $"\"{new string('x', length - 1)}\""))).Is(HttpStatusCode.Created);
    }
}
