using System.Net;
using CalendarApi.Tests.Hosting;

namespace CalendarApi.Tests.Isolation;

/// <summary>One tenant's token and another tenant's ids. What is foreign looks, byte for byte, like what never was.</summary>
public class IsolationTests(CalendarSystem system)
{
    private const string Never = "00000000";

    private readonly Tenant contoso = system.NewTenant();
    private readonly Tenant fabrikam = system.NewTenant();

    public static TheoryData<string, string> Attacks() => new()
    {
        { "GET", "/api/calendars/{0}" },
        { "GET", "/api/calendars/{0}/events" },
        { "GET", "/api/calendars/{0}/events?from=2026-11-01T00:00:00Z&to=2026-12-01T00:00:00Z" },
        { "GET", "/api/calendars/{0}/events/standup" },
        { "GET", "/api/calendars/{0}/events/standup?from=2026-11-01T00:00:00Z&to=2026-12-01T00:00:00Z" },
        { "GET", "/api/calendars/{0}/export.ics" },
        { "PUT", "/api/calendars/{0}/events/standup" },
        { "PUT", "/api/calendars/{0}/events/another" },
        { "PUT If-Match", "/api/calendars/{0}" },
        { "PUT If-Match", "/api/calendars/{0}/events/standup" },
        { "DELETE", "/api/calendars/{0}" },
        { "DELETE", "/api/calendars/{0}/events/standup" },
        { "IMPORT", "/api/calendars/{0}/import" },
    };

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task Foreign_is_like_unknown_and_nothing_is_touched(string method, string path)
    {
        using var owner = contoso.SignIn();
        using var attacker = fabrikam.SignIn();
        var id = Samples.NewId()[..8];
        var calendar = await owner.PutAsync($"/api/calendars/{id}", Samples.Calendar);
        var standup = await owner.PutAsync($"/api/calendars/{id}/events/standup", Samples.Event);
        var etag = path.EndsWith('}') ? calendar.ETag! : standup.ETag!;

        var foreign = await AttackAsync(attacker, method, Path(path, id), etag);
        var unknown = await AttackAsync(attacker, method, Path(path, Never), etag);

        foreign.IsProblem(HttpStatusCode.NotFound, "not-found");
        Assert.Equal(unknown.Anonymous(), foreign.Anonymous());
        Assert.DoesNotContain(id, foreign.Text, StringComparison.Ordinal);

        Assert.Equal(calendar.Text, (await owner.GetAsync($"/api/calendars/{id}")).Text);
        var after = await owner.GetAsync($"/api/calendars/{id}/events/standup");
        Assert.Equal(standup.Text, after.Text);
        Assert.Equal(standup.Position, after.Position);
        Assert.EndsWith(".0", (await attacker.GetAsync("/api/calendars")).Position, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_ids_in_two_tenants_are_two_things()
    {
        using var ours = contoso.SignIn();
        using var theirs = fabrikam.SignIn();
        await ours.PutAsync("/api/calendars/team", Samples.Calendar);
        await theirs.PutAsync("/api/calendars/team", Samples.With(Samples.Calendar, "name", "\"Theirs\""));
        var ourEvent = await ours.PutAsync("/api/calendars/team/events/standup", Samples.Event);
        var theirEvent = (await theirs.PutAsync("/api/calendars/team/events/standup", Samples.Event)).Is(HttpStatusCode.Created);

        (await theirs.PutAsync("/api/calendars/team/events/standup", Samples.Event, ("If-Match", ourEvent.ETag!)))
            .IsProblem(HttpStatusCode.PreconditionFailed, "precondition-failed");
        (await theirs.DeleteAsync("/api/calendars/team/events/standup", theirEvent.ETag)).Is(HttpStatusCode.NoContent);

        Assert.Equal(ourEvent.Text, (await ours.GetAsync("/api/calendars/team/events/standup")).Text);
        Assert.Equal("Team", (string?)(await ours.GetAsync("/api/calendars/team")).Json["name"]);
    }

    [Fact]
    public async Task Lists_changes_and_positions_are_of_the_callers_tenant_alone()
    {
        using var ours = contoso.SignIn();
        using var theirs = fabrikam.SignIn();
        var since = (string)(await theirs.GetAsync("/api/changes/head")).Json["token"]!;
        await ours.PutAsync("/api/calendars/team", Samples.Calendar);
        await ours.PutAsync("/api/calendars/team/events/standup", Samples.Event);

        Assert.Equal("""{"items":[]}""", (await theirs.GetAsync("/api/calendars")).Text);
        var changes = (await theirs.GetAsync($"/api/changes?since={since}")).Is(HttpStatusCode.OK);
        Assert.Empty(changes.Json["calendars"]!.AsArray());
        Assert.Empty(changes.Json["events"]!.AsArray());
        Assert.Equal(0, (int?)changes.Json["head"]);
        Assert.EndsWith(".0", changes.Position, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_tenants_at_equal_positions_each_read_their_own_changes()
    {
        using var ours = contoso.SignIn();
        using var theirs = fabrikam.SignIn();
        var (ourToken, theirToken) = (await HeadAsync(ours), await HeadAsync(theirs));
        await ours.PutAsync("/api/calendars/team", Samples.With(Samples.Calendar, "name", "\"Ours\""));
        await theirs.PutAsync("/api/calendars/team", Samples.With(Samples.Calendar, "name", "\"Theirs\""));

        for (var i = 0; i < 2; i++)
        {
            Assert.Equal("Ours", (string?)(await ours.GetAsync($"/api/changes?since={ourToken}")).Json["calendars"]![0]!["name"]);
            Assert.Equal("Theirs", (string?)(await theirs.GetAsync($"/api/changes?since={theirToken}")).Json["calendars"]![0]!["name"]);
        }

        static async Task<string> HeadAsync(Caller caller) => (string)(await caller.GetAsync("/api/changes/head")).Json["token"]!;
    }

    [Fact]
    public async Task A_sync_token_of_another_tenant_is_refused()
    {
        using var ours = contoso.SignIn();
        using var theirs = fabrikam.SignIn();
        await ours.PutAsync("/api/calendars/team", Samples.Calendar);
        var token = (string)(await ours.GetAsync("/api/changes/head")).Json["token"]!;

        (await ours.GetAsync($"/api/changes?since={token}")).Is(HttpStatusCode.OK);
        (await theirs.GetAsync($"/api/changes?since={token}")).IsProblem(HttpStatusCode.BadRequest, "invalid-sync-token");
    }

    [Fact]
    public async Task One_tenants_etag_of_the_head_is_never_anothers()
    {
        using var ours = contoso.SignIn();
        using var theirs = fabrikam.SignIn();

        var ourHead = await ours.GetAsync("/api/changes/head");
        var theirHead = await theirs.GetAsync("/api/changes/head", ("If-None-Match", ourHead.ETag!));

        theirHead.Is(HttpStatusCode.OK);
        Assert.NotEqual(ourHead.ETag, theirHead.ETag);
    }

    [Theory]
    [InlineData("X-Tenant-Id")]
    [InlineData("tid")]
    [InlineData("X-MS-CLIENT-PRINCIPAL-TENANT-ID")]
    public async Task A_tenant_that_the_request_names_counts_for_nothing(string header)
    {
        using var ours = contoso.SignIn();
        using var theirs = fabrikam.SignIn();
        await ours.PutAsync("/api/calendars/team", Samples.Calendar);

        var answer = await theirs.GetAsync($"/api/calendars?tid={contoso.Id:D}&tenant={contoso.Id:D}", (header, contoso.Id.ToString("D")));

        Assert.Equal("""{"items":[]}""", answer.Text);
    }

    [Theory]
    [InlineData("/api/calendars/x/../{0}")]
    [InlineData("/api/calendars/{0}/events/../events/standup")]
    [InlineData("/api/calendars/{0}%2Fevents%2Fstandup")]
    [InlineData("/api/calendars/x%2F..%2F{0}")]
    [InlineData("/api//calendars/{0}")]
    [InlineData("/api/calendars/{0};x")]
    [InlineData("/API/CALENDARS/{0}")]
    public async Task Tricks_with_paths_reach_nothing_foreign(string path)
    {
        using var owner = contoso.SignIn();
        using var attacker = fabrikam.SignIn();
        var id = Samples.NewId();
        await owner.PutAsync($"/api/calendars/{id}", Samples.Calendar);
        await owner.PutAsync($"/api/calendars/{id}/events/standup", Samples.Event);

        (await attacker.GetAsync(Path(path, id))).IsProblem(HttpStatusCode.NotFound, "not-found");
    }

    private static string Path(string pattern, string id) => pattern.Replace("{0}", id, StringComparison.Ordinal);

    private static Task<Answer> AttackAsync(Caller attacker, string method, string path, string etag)
    {
        var body = path.Contains("/events/", StringComparison.Ordinal) ? Samples.Event : Samples.Calendar;
        return method switch
        {
            "GET" => attacker.GetAsync(path),
            "PUT" => attacker.PutAsync(path, body),
            "PUT If-Match" => attacker.PutAsync(path, body, ("If-Match", etag)),
            "DELETE" => attacker.DeleteAsync(path, etag),
            "IMPORT" => attacker.ImportAsync(path.Split('/')[3], "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20261123\r\nSUMMARY:x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"),
            _ => throw new ArgumentOutOfRangeException(nameof(method), method, "There is no such attack."),
        };
    }
}
