using System.Net;
using System.Text.Json.Nodes;
using CalendarApi.Tests.Hosting;

namespace CalendarApi.Tests.Rights;

/// <summary>What the changes say of a calendar that becomes visible or is withdrawn.</summary>
public sealed class ChangesRightsTests : IDisposable
{
    private readonly Caller owner;
    private readonly Caller other;
    private readonly Caller third;

    public ChangesRightsTests(CalendarSystem system)
    {
        var tenant = system.NewTenant();
        (owner, other, third) = (tenant.SignIn(), tenant.SignIn(), tenant.SignIn());
    }

    [Fact]
    public async Task A_calendar_that_becomes_visible_comes_with_the_word_to_read_it_in_full()
    {
        await GrantAsync();
        (await owner.PutAsync("/api/calendars/team/events/old", Samples.Event)).Is(HttpStatusCode.Created);
        var since = await HeadAsync();

        await GrantAsync("reader");
        var changes = await ChangesAsync(other, since);

        Assert.True((bool?)Assert.Single(changes["calendars"]!.AsArray())!["readInFull"]);
        Assert.Empty(changes["events"]!.AsArray());
        // Its old events are newer than any tombstone of the calendar.
        var old = (await other.GetAsync("/api/calendars/team/events/old")).Json;
        Assert.Equal((long)changes["to"]!, (long)old["version"]!);
        Assert.Null((await ChangesAsync(owner, since))["calendars"]![0]!["readInFull"]);
        Assert.Empty((await ChangesAsync(third, since))["calendars"]!.AsArray());
        Assert.Empty((await ChangesAsync(other, await HeadAsync()))["calendars"]!.AsArray());
    }

    [Theory]
    [InlineData("reader", "freeBusy", true)]
    [InlineData("freeBusy", "reader", true)]
    [InlineData("reader", "editor", false)]
    [InlineData("editor", "owner", false)]
    public async Task A_role_that_shows_more_or_less_is_read_in_full_and_another_is_not(string from, string to, bool readInFull)
    {
        await GrantAsync(from);
        var since = await HeadAsync();

        await GrantAsync(to);

        var calendar = Assert.Single((await ChangesAsync(other, since))["calendars"]!.AsArray())!;
        Assert.Equal((to, readInFull), ((string?)calendar["role"], (bool?)calendar["readInFull"] ?? false));
    }

    [Fact]
    public async Task A_calendar_that_is_withdrawn_is_a_tombstone_for_those_who_saw_it_and_nothing_for_others()
    {
        await GrantAsync("reader");
        var since = await HeadAsync();
        await GrantAsync();
        (await owner.PutAsync("/api/calendars/team/events/later", Samples.Event)).Is(HttpStatusCode.Created);

        var changes = await ChangesAsync(other, since);

        Assert.Equal("""["deleted","id","version"]""", new JsonArray([.. Assert.Single(changes["calendars"]!.AsArray())!.AsObject().Select(member => member.Key).Order().Select(name => (JsonNode)name)]).ToJsonString());
        Assert.Empty(changes["events"]!.AsArray());
        Assert.Empty((await ChangesAsync(third, since))["calendars"]!.AsArray());

        var after = (string)changes["next"]!;
        await owner.PutAsync("/api/calendars/team", Samples.With(Samples.Calendar, "name", "\"Other\""), ("If-Match", (await owner.GetAsync("/api/calendars/team")).ETag!));
        Assert.Empty((await ChangesAsync(other, after))["calendars"]!.AsArray());
        Assert.Empty((await ChangesAsync(other, after))["events"]!.AsArray());
    }

    /// <summary>A client that read the data after its sync token may have seen it.</summary>
    [Fact]
    public async Task A_calendar_that_was_visible_for_a_moment_only_is_a_tombstone()
    {
        await GrantAsync();
        var since = await HeadAsync();
        await GrantAsync("reader");
        await GrantAsync();

        Assert.True((bool?)Assert.Single((await ChangesAsync(other, since))["calendars"]!.AsArray())!["deleted"]);
        Assert.Empty((await ChangesAsync(third, since))["calendars"]!.AsArray());
    }

    [Fact]
    public async Task Callers_that_see_the_same_get_the_same_bytes_whatever_they_may_see_elsewhere()
    {
        await GrantAsync("editor");
        (await owner.PutAsync("/api/calendars/team", Samples.With(Samples.Calendar, "access", Access("editor", "everyone")), ("If-Match", (await owner.GetAsync("/api/calendars/team")).ETag!))).Is(HttpStatusCode.OK);
        // Each of them owns a calendar of its own.
        foreach (var caller in (Caller[])[other, third])
        {
            (await caller.PutAsync($"/api/calendars/{Samples.NewId()[..8]}", Samples.Calendar)).Is(HttpStatusCode.Created);
        }

        var since = await HeadAsync();
        (await other.PutAsync("/api/calendars/team/events/one", Samples.Event)).Is(HttpStatusCode.Created);

        var answers = new List<string>();
        foreach (var caller in (Caller[])[owner, other, third])
        {
            answers.Add((await caller.GetAsync($"/api/changes?since={since}")).Is(HttpStatusCode.OK).Text);
        }

        Assert.Single(answers.Distinct());
    }

    public void Dispose()
    {
        owner.Dispose();
        other.Dispose();
        third.Dispose();
    }

    private static async Task<JsonNode> ChangesAsync(Caller caller, string since) => (await caller.GetAsync($"/api/changes?since={since}")).Is(HttpStatusCode.OK).Json;

    private async Task<string> HeadAsync() => (string)(await owner.GetAsync("/api/changes/head")).Json["token"]!;

    /// <summary>Makes the calendar, or changes its access: the owner's, and this role for the other one.</summary>
    private async Task GrantAsync(string? role = null)
    {
        var etag = (await owner.GetAsync("/api/calendars/team")).ETag;
        var access = role is null ? Access() : Access(role, other.User.ToString("D"));
        (await owner.PutAsync("/api/calendars/team", Samples.With(Samples.Calendar, "access", access), etag is null ? [] : [("If-Match", etag)]))
            .Is(etag is null ? HttpStatusCode.Created : HttpStatusCode.OK);
    }

    private string Access(string? role = null, string? to = null)
    {
        var grants = new JsonArray { new JsonObject { ["role"] = "owner", ["to"] = owner.User.ToString("D") } };
        if (role is not null)
        {
            grants.Add((JsonNode)new JsonObject { ["role"] = role, ["to"] = to });
        }

        return grants.ToJsonString();
    }
}
