using System.Net;
using CalendarApi.Tests.Hosting;

namespace CalendarApi.Tests.Isolation;

/// <summary>One tenant's token and another tenant's directory. An administrator of one tenant is a stranger in the other.</summary>
public class PeopleIsolationTests(CalendarSystem system)
{
    private const string Never = "00000000";

    private readonly Tenant contoso = system.NewTenant();
    private readonly Tenant fabrikam = system.NewTenant();

    [Theory]
    [InlineData("GET", false)]
    [InlineData("PUT If-Match", false)]
    [InlineData("PUT If-Match", true)]
    [InlineData("DELETE", false)]
    [InlineData("DELETE", true)]
    public async Task A_foreign_person_is_like_an_unknown_one_and_nothing_is_touched(string method, bool administrator)
    {
        using var owner = contoso.SignIn();
        using var attacker = fabrikam.SignIn(change: claims => claims["roles"] = administrator ? ["Calendar.Admin"] : Array.Empty<string>());
        var id = Samples.NewId()[..8];
        var zoe = await owner.PutAsync($"/api/people/{id}", Samples.Person);

        var foreign = await AttackAsync(attacker, method, $"/api/people/{id}", zoe.ETag!);
        var unknown = await AttackAsync(attacker, method, $"/api/people/{Never}", zoe.ETag!);

        foreign.IsProblem(HttpStatusCode.NotFound, "not-found");
        Assert.Equal(unknown.Anonymous(), foreign.Anonymous());
        Assert.DoesNotContain(id, foreign.Text, StringComparison.Ordinal);
        var after = await owner.GetAsync($"/api/people/{id}");
        Assert.Equal((zoe.Text, zoe.Position), (after.Text, after.Position));
        Assert.EndsWith(".0", (await attacker.GetAsync("/api/people")).Position, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/people")]
    [InlineData("/api/people?q=zoe")]
    [InlineData("/api/people?limit=1000&after=MA")]
    public async Task A_list_and_a_search_have_the_callers_tenant_alone(string path)
    {
        using var owner = contoso.SignIn();
        using var attacker = fabrikam.SignIn();
        await owner.PutAsync("/api/people/zoe", Samples.Person);

        Assert.Equal("""{"items":[]}""", (await attacker.GetAsync(path)).Is(HttpStatusCode.OK).Text);
    }

    [Fact]
    public async Task An_event_cannot_be_for_a_foreign_person_and_the_answer_is_that_for_an_unknown_one()
    {
        using var owner = contoso.SignIn();
        using var attacker = fabrikam.SignIn();
        await owner.PutAsync("/api/people/zoe", Samples.Person);
        await attacker.PutAsync("/api/calendars/team", Samples.Calendar);

        var foreign = await attacker.PutAsync("/api/calendars/team/events/e", Samples.With(Samples.Event, "assignees", "[\"zoe\"]"));
        var unknown = await attacker.PutAsync("/api/calendars/team/events/e", Samples.With(Samples.Event, "assignees", "[\"nobody\"]"));

        foreign.IsProblem(HttpStatusCode.BadRequest, "invalid-content");
        Assert.Equal(["Is nobody of the directory."], foreign.Json["errors"]!["assignees[0]"]!.AsArray().Select(reason => (string?)reason));
        Assert.Equal(unknown.Anonymous(), foreign.Anonymous());
        (await attacker.GetAsync("/api/calendars/team/events/e")).IsProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task The_same_person_in_two_tenants_is_two_entries()
    {
        using var ours = contoso.SignIn();
        using var theirs = fabrikam.SignIn();
        var since = (string)(await theirs.GetAsync("/api/changes/head")).Json["token"]!;
        var ourZoe = await ours.PutAsync("/api/people/zoe", Samples.Person);
        Assert.Empty((await theirs.GetAsync($"/api/changes?since={since}")).Json["people"]!.AsArray());

        var theirZoe = (await theirs.PutAsync("/api/people/zoe", Samples.With(Samples.Person, "displayName", "\"Theirs\""))).Is(HttpStatusCode.Created);
        (await theirs.PutAsync("/api/people/zoe", Samples.Person, ("If-Match", ourZoe.ETag!))).IsProblem(HttpStatusCode.PreconditionFailed, "precondition-failed");
        (await theirs.DeleteAsync("/api/people/zoe", theirZoe.ETag)).Is(HttpStatusCode.NoContent);

        Assert.Equal(ourZoe.Text, (await ours.GetAsync("/api/people/zoe")).Text);
    }

    private static Task<Answer> AttackAsync(Caller attacker, string method, string path, string etag) => method switch
    {
        "GET" => attacker.GetAsync(path),
        "PUT If-Match" => attacker.PutAsync(path, Samples.Person, ("If-Match", etag)),
        "DELETE" => attacker.DeleteAsync(path, etag),
        _ => throw new ArgumentOutOfRangeException(nameof(method), method, "There is no such attack."),
    };
}
