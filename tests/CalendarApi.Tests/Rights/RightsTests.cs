using System.Net;
using System.Text.Json.Nodes;
using CalendarApi.Tests.Hosting;

namespace CalendarApi.Tests.Rights;

/// <summary>Users of one tenant, and a calendar that not all of them may see or write.</summary>
public class RightsTests(CalendarSystem system)
{
    private const string Never = "00000000";
    private const string Window = "from=2026-11-01T00:00:00Z&to=2026-12-01T00:00:00Z";

    private readonly Tenant tenant = system.NewTenant();

    public static TheoryData<string, string> Attacks() => new()
    {
        { "GET", "" },
        { "GET", "/events" },
        { "GET", $"/events?{Window}" },
        { "GET", "/events/one" },
        { "GET", $"/events/one?{Window}" },
        { "GET", "/export.ics" },
        { "PUT", "" },
        { "PUT", "/events/one" },
        { "PUT new", "/events/another" },
        { "DELETE", "" },
        { "DELETE", "/events/one" },
        { "IMPORT", "/import" },
    };

    public static TheoryData<string, string, string, string> Writes() => new()
    {
        { "freeBusy", "PUT", "", "editor" },
        { "freeBusy", "DELETE", "", "owner" },
        { "freeBusy", "PUT", "/events/one", "editor" },
        { "freeBusy", "PUT new", "/events/another", "editor" },
        { "freeBusy", "DELETE", "/events/one", "editor" },
        { "freeBusy", "IMPORT", "/import", "editor" },
        { "reader", "PUT", "", "editor" },
        { "reader", "PUT new", "", "editor" },
        { "reader", "DELETE", "", "owner" },
        { "reader", "PUT", "/events/one", "editor" },
        { "reader", "PUT", "/events/never", "editor" },
        { "reader", "PUT new", "/events/one", "editor" },
        { "reader", "PUT new", "/events/another", "editor" },
        { "reader", "DELETE", "/events/one", "editor" },
        { "reader", "DELETE", "/events/never", "editor" },
        { "reader", "IMPORT", "/import", "editor" },
        { "editor", "DELETE", "", "owner" },
        { "editor", "PUT access", "", "owner" },
    };

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task A_calendar_that_the_caller_may_not_see_is_like_one_that_never_was(string method, string path)
    {
        using var owner = tenant.SignIn();
        using var stranger = tenant.SignIn();
        var (id, etags) = await PrivateAsync(owner);
        var before = await StateAsync(owner, id);

        var hidden = await SendAsync(stranger, method, id, path, etags);
        var unknown = await SendAsync(stranger, method, Never, path, etags);

        hidden.IsProblem(HttpStatusCode.NotFound, "not-found");
        Assert.Equal(unknown.Anonymous(), hidden.Anonymous());
        Assert.Equal(before, await StateAsync(owner, id));
    }

    [Fact]
    public async Task The_id_of_a_hidden_calendar_is_taken_as_that_of_a_deleted_one_is()
    {
        using var owner = tenant.SignIn();
        using var stranger = tenant.SignIn();
        var (id, _) = await PrivateAsync(owner);
        var gone = await owner.PutAsync("/api/calendars/gone", Samples.Calendar);
        (await owner.DeleteAsync("/api/calendars/gone", gone.ETag)).Is(HttpStatusCode.NoContent);

        var hidden = await stranger.PutAsync($"/api/calendars/{id}", Samples.Calendar);

        hidden.IsProblem(HttpStatusCode.Conflict, "id-was-deleted");
        Assert.Equal((await stranger.PutAsync("/api/calendars/gone", Samples.Calendar)).Anonymous(), hidden.Anonymous());
    }

    [Fact]
    public async Task A_list_and_the_changes_have_what_the_caller_may_see_alone()
    {
        using var owner = tenant.SignIn();
        using var stranger = tenant.SignIn();
        var since = await HeadAsync(stranger);
        var (id, _) = await PrivateAsync(owner);
        await owner.PutAsync($"/api/calendars/{id}/events/one", Samples.With(Samples.Event, "title", "\"secret\""));

        Assert.Equal("""{"items":[]}""", (await stranger.GetAsync("/api/calendars")).Text);
        var changes = (await stranger.GetAsync($"/api/changes?since={since}")).Is(HttpStatusCode.OK);
        Assert.Empty(changes.Json["calendars"]!.AsArray());
        Assert.Empty(changes.Json["events"]!.AsArray());
        Assert.Equal((int?)(await stranger.GetAsync("/api/changes/head")).Json["version"], (int?)changes.Json["to"]);
        Assert.DoesNotContain(id, changes.Text, StringComparison.Ordinal);
        Assert.Contains(id, (await owner.GetAsync($"/api/changes?since={since}")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task A_role_that_is_too_weak_is_refused_with_the_one_that_is_needed_and_nothing_is_stored(string role, string method, string path, string needed)
    {
        using var owner = tenant.SignIn();
        using var other = tenant.SignIn();
        var (id, etags) = await PrivateAsync(owner, (role, other.User.ToString("D")));
        var before = await StateAsync(owner, id);

        var refused = (await SendAsync(other, method, id, path, etags)).IsProblem(HttpStatusCode.Forbidden, "role-required");

        Assert.Equal(needed, (string?)refused["needed"]);
        Assert.Equal(before, await StateAsync(owner, id));
    }

    [Fact]
    public async Task A_new_calendar_belongs_to_its_creator_and_everyone_edits_it()
    {
        using var creator = tenant.SignIn();
        using var other = tenant.SignIn();
        var created = (await creator.PutAsync("/api/calendars/team", Samples.Calendar)).Is(HttpStatusCode.Created);
        Assert.Equal("owner", (string?)created.Json["role"]);
        Assert.Equal(new[] { "editor everyone", $"owner {creator.User:D}" }, created.Json["access"]!.AsArray().Select(grant => $"{grant!["role"]} {grant["to"]}").Order(StringComparer.Ordinal));

        var read = (await other.GetAsync("/api/calendars/team")).Is(HttpStatusCode.OK);
        Assert.Equal("editor", (string?)read.Json["role"]);
        Assert.Null(read.Json["access"]);
        var renamed = (await other.PutAsync("/api/calendars/team", Samples.With(Samples.Calendar, "name", "\"Ours\""), ("If-Match", read.ETag!))).Is(HttpStatusCode.OK);
        Assert.Equal("owner", (string?)(await creator.GetAsync("/api/calendars/team")).Json["role"]);
        (await other.DeleteAsync("/api/calendars/team", renamed.ETag)).IsProblem(HttpStatusCode.Forbidden, "role-required");
        (await creator.DeleteAsync("/api/calendars/team", renamed.ETag)).Is(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task The_strongest_grant_counts_and_a_calendar_that_is_sent_back_keeps_its_access()
    {
        using var owner = tenant.SignIn();
        using var other = tenant.SignIn();
        await PutAsync(owner, "team", ("owner", owner.User.ToString("D")), ("freeBusy", "everyone"), ("reader", other.User.ToString("D").ToUpperInvariant()));

        Assert.Equal("reader", (string?)(await other.GetAsync("/api/calendars/team")).Json["role"]);
        var read = await owner.GetAsync("/api/calendars/team");
        (await owner.PutAsync("/api/calendars/team", read.Text, ("If-Match", read.ETag!))).Is(HttpStatusCode.OK);
        (await owner.PutAsync("/api/calendars/team", Samples.With(Samples.Calendar, "name", "\"New\""), ("If-Match", read.ETag!))).Is(HttpStatusCode.OK);
        Assert.Equal(Text(read.Json["access"]!), Text((await owner.GetAsync("/api/calendars/team")).Json["access"]!));
    }

    [Theory]
    [InlineData("""[{"role":"editor","to":"everyone"}]""", "access")]
    [InlineData("[]", "access")]
    [InlineData("""[{"role":"owner","to":"everyone"},{"role":"reader","to":"everyone"}]""", "access")]
    [InlineData("""[{"role":"boss","to":"everyone"}]""", "access[0].role")]
    [InlineData("""[{"role":"none","to":"everyone"}]""", "access[0].role")]
    [InlineData("""[{"role":"owner","to":"everyone"},{"role":"reader","to":"adele"}]""", "access[1].to")]
    [InlineData("""[{"role":"owner","to":"everyone"},null]""", "access[1].role")]
    public async Task An_access_without_an_owner_or_with_a_grant_that_says_nothing_is_refused(string access, string field)
    {
        using var caller = tenant.SignIn(change: claims => claims["roles"] = new[] { "Calendar.Admin" });
        (await caller.PutAsync("/api/calendars/team", Samples.With(Samples.Calendar, "access", access))).NamesField(field);
    }

    [Fact]
    public async Task An_administrator_has_the_rights_of_an_owner_in_each_calendar_of_the_own_tenant()
    {
        using var owner = tenant.SignIn();
        using var administrator = tenant.SignIn(change: claims => claims["roles"] = new[] { "Calendar.Admin" });
        using var foreign = system.NewTenant().SignIn(change: claims => claims["roles"] = new[] { "Calendar.Admin" });
        var (id, etags) = await PrivateAsync(owner);

        Assert.Equal("owner", (string?)(await administrator.GetAsync($"/api/calendars/{id}")).Is(HttpStatusCode.OK).Json["role"]);
        (await foreign.DeleteAsync($"/api/calendars/{id}", etags.Calendar)).IsProblem(HttpStatusCode.NotFound, "not-found");
        (await administrator.DeleteAsync($"/api/calendars/{id}", etags.Calendar)).Is(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_right_that_was_withdrawn_is_not_used_any_more()
    {
        using var owner = tenant.SignIn();
        using var other = tenant.SignIn();
        var (id, _) = await PrivateAsync(owner, ("editor", other.User.ToString("D")));
        var mine = (await other.PutAsync($"/api/calendars/{id}/events/mine", Samples.Event)).Is(HttpStatusCode.Created);

        await GrantAsync(owner, id);

        (await other.DeleteAsync($"/api/calendars/{id}/events/mine", mine.ETag)).IsProblem(HttpStatusCode.NotFound, "not-found");
        (await owner.GetAsync($"/api/calendars/{id}/events/mine")).Is(HttpStatusCode.OK);
    }

    /// <summary>A calendar that its owner alone sees, and those whom the grants name, with one event.</summary>
    private static async Task<(string Id, (string Calendar, string Event) ETags)> PrivateAsync(Caller owner, params (string Role, string To)[] grants)
    {
        var id = Samples.NewId()[..8];
        var calendar = await PutAsync(owner, id, [("owner", owner.User.ToString("D")), .. grants]);
        var item = (await owner.PutAsync($"/api/calendars/{id}/events/one", Samples.Event)).Is(HttpStatusCode.Created);
        return (id, (calendar.ETag!, item.ETag!));
    }

    private static async Task<Answer> PutAsync(Caller owner, string id, params (string Role, string To)[] grants) =>
        (await owner.PutAsync($"/api/calendars/{id}", Samples.With(Samples.Calendar, "access", Text(Access(grants))))).Is(HttpStatusCode.Created);

    private static async Task GrantAsync(Caller owner, string id, params (string Role, string To)[] grants)
    {
        var etag = (await owner.GetAsync($"/api/calendars/{id}")).ETag!;
        (await owner.PutAsync($"/api/calendars/{id}", Samples.With(Samples.Calendar, "access", Text(Access([("owner", owner.User.ToString("D")), .. grants]))), ("If-Match", etag))).Is(HttpStatusCode.OK);
    }

    private static async Task<Answer> SendAsync(Caller caller, string method, string calendar, string path, (string Calendar, string Event) etags)
    {
        var address = $"/api/calendars/{calendar}{path}";
        var etag = path.Length == 0 ? etags.Calendar : etags.Event;
        var body = path.Length == 0 ? Samples.With(Samples.Calendar, "name", "\"Mine\"") : Samples.With(Samples.Event, "title", "\"Mine\"");
        return method switch
        {
            "GET" => await caller.GetAsync(address),
            "PUT" => await caller.PutAsync(address, body, ("If-Match", etag)),
            "PUT new" => await caller.PutAsync(address, body),
            "PUT access" => await caller.PutAsync(address, Samples.With(Samples.Calendar, "access", """[{"role":"owner","to":"everyone"}]"""), ("If-Match", etag)),
            "DELETE" => await caller.DeleteAsync(address, etag),
            "IMPORT" => await caller.ImportAsync(calendar, "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:mine\r\nDTSTART:20261123T090000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"),
            _ => throw new ArgumentOutOfRangeException(nameof(method)),
        };
    }

    private static async Task<string> StateAsync(Caller owner, string id) =>
        (await owner.GetAsync($"/api/calendars/{id}")).Text + (await owner.GetAsync($"/api/calendars/{id}/events")).Text;

    private static async Task<string> HeadAsync(Caller caller) => (string)(await caller.GetAsync("/api/changes/head")).Json["token"]!;

    private static JsonArray Access(params (string Role, string To)[] grants) => [.. grants.Select(grant => new JsonObject { ["role"] = grant.Role, ["to"] = grant.To })];

    private static string Text(JsonNode node) => node.ToJsonString();
}
