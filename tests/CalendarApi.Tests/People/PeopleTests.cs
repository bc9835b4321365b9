using System.Net;
using System.Text.Json.Nodes;
using CalendarApi.Tests.Hosting;

namespace CalendarApi.Tests.People;

public class PeopleTests(CalendarSystem system)
{
    private readonly Tenant tenant = system.NewTenant();

    [Fact]
    public async Task A_person_is_created_read_listed_replaced_and_deleted()
    {
        using var caller = tenant.SignIn();

        var created = (await caller.PutAsync("/api/people/zoe", Samples.Person)).Is(HttpStatusCode.Created);
        Assert.Equal("/api/people/zoe", created.Header("Location"));
        Assert.Equal(created.ETag, (string?)created.Json["etag"]);
        Assert.EndsWith(".1", created.Position, StringComparison.Ordinal);
        Assert.Equal(caller.User.ToString("D"), (string?)created.Json["updatedBy"]);

        var read = (await caller.GetAsync("/api/people/zoe")).Is(HttpStatusCode.OK);
        Assert.Equal((created.Text, created.ETag), (read.Text, read.ETag));
        (await caller.GetAsync("/api/people/zoe", ("If-None-Match", created.ETag!))).Is(HttpStatusCode.NotModified);
        Assert.Equal($$"""{"items":[{{created.Text}}]}""", (await caller.GetAsync("/api/people")).Text);

        var renamed = Samples.With(created.Text, "displayName", "\"Zoë Berg\"");
        (await caller.PutAsync("/api/people/zoe", renamed)).IsProblem(HttpStatusCode.PreconditionRequired, "precondition-required");
        var replaced = (await caller.PutAsync("/api/people/zoe", renamed, ("If-Match", created.ETag!))).Is(HttpStatusCode.OK);
        Assert.Equal("Zoë Berg", (string?)replaced.Json["displayName"]);
        (await caller.PutAsync("/api/people/zoe", Samples.Person, ("If-Match", created.ETag!))).IsProblem(HttpStatusCode.PreconditionFailed, "precondition-failed");

        (await caller.DeleteAsync("/api/people/zoe", etag: null)).IsProblem(HttpStatusCode.PreconditionRequired, "precondition-required");
        (await caller.DeleteAsync("/api/people/zoe", replaced.ETag)).Is(HttpStatusCode.NoContent);
        (await caller.GetAsync("/api/people/zoe")).IsProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task A_change_of_the_directory_comes_with_the_changes_and_so_does_a_deletion()
    {
        using var caller = tenant.SignIn();
        var since = (string)(await caller.GetAsync("/api/changes/head")).Json["token"]!;
        var created = await caller.PutAsync("/api/people/zoe", Samples.Person);

        var changed = (await caller.GetAsync($"/api/changes?since={since}")).Json;
        await caller.DeleteAsync("/api/people/zoe", created.ETag);
        var deleted = (await caller.GetAsync($"/api/changes?since={since}")).Json;

        Assert.True(JsonNode.DeepEquals(created.Json, Assert.Single(changed["people"]!.AsArray())));
        Assert.Equal("""[{"id":"zoe","version":2,"deleted":true}]""", deleted["people"]!.ToJsonString());
    }

    [Theory]
    [InlineData("sort", null, "sort")]
    [InlineData("sort", "\"robot\"", "sort")]
    [InlineData("displayName", null, "displayName")]
    [InlineData("displayName", "\"  \"", "displayName")]
    [InlineData("address", "\"zoe\"", "address")]
    [InlineData("timeZone", "\"Mars/Olympus\"", "timeZone")]
    public async Task What_is_wrong_is_named_and_nothing_is_stored(string member, string? json, string field)
    {
        using var caller = tenant.SignIn();

        (await caller.PutAsync("/api/people/zoe", Samples.With(Samples.Person, member, json))).NamesField(field);

        Assert.EndsWith(".0", (await caller.GetAsync("/api/people")).Position, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_that_may_only_read_writes_nobody()
    {
        using var reader = tenant.SignIn(Tenant.Read);

        (await reader.PutAsync("/api/people/zoe", Samples.Person)).IsProblem(HttpStatusCode.Forbidden, "insufficient-scope");
        (await reader.DeleteAsync("/api/people/zoe", "\"x\"")).IsProblem(HttpStatusCode.Forbidden, "insufficient-scope");
        (await reader.GetAsync("/api/people")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_account_is_written_and_deleted_by_an_administrator_alone()
    {
        using var member = tenant.SignIn();
        using var administrator = SignInAdministrator();
        var path = $"/api/people/{Guid.NewGuid():D}";
        var account = Samples.With(Samples.Person, "sort", "\"account\"");

        (await member.PutAsync(path, account)).IsProblem(HttpStatusCode.Forbidden, "administrator-required");
        (await administrator.PutAsync("/api/people/zoe", account)).NamesField("id");
        (await administrator.PutAsync(path.ToUpperInvariant().Replace("/API/PEOPLE", "/api/people", StringComparison.Ordinal), account)).NamesField("id");
        var created = (await administrator.PutAsync(path, account)).Is(HttpStatusCode.Created);

        foreach (var body in (string[])[account, Samples.Person, Samples.With(account, "displayName", "\"Mallory\"")])
        {
            (await member.PutAsync(path, body, ("If-Match", created.ETag!))).IsProblem(HttpStatusCode.Forbidden, "administrator-required");
        }

        (await member.DeleteAsync(path, created.ETag)).IsProblem(HttpStatusCode.Forbidden, "administrator-required");
        Assert.Equal(created.Text, (await member.GetAsync(path)).Text);
        (await administrator.DeleteAsync(path, created.ETag)).Is(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_contact_does_not_become_an_account_by_a_member()
    {
        using var member = tenant.SignIn();
        var path = $"/api/people/{Guid.NewGuid():D}";
        var created = await member.PutAsync(path, Samples.Person);

        (await member.PutAsync(path, Samples.With(Samples.Person, "sort", "\"account\""), ("If-Match", created.ETag!))).IsProblem(HttpStatusCode.Forbidden, "administrator-required");

        Assert.Equal(created.Text, (await member.GetAsync(path)).Text);
    }

    [Fact]
    public async Task A_search_finds_names_and_addresses_without_case_and_accents_page_by_page()
    {
        using var caller = tenant.SignIn();
        foreach (var (id, name) in ((string, string)[])[("a", "Zoë Ångström"), ("b", "Adele Vance"), ("c", "Berg, Zoe"), ("d", "Łukasz Zoega")])
        {
            await caller.PutAsync($"/api/people/{id}", Samples.With(Samples.With(Samples.Person, "displayName", $"\"{name}\""), "address", $"\"{id}@contoso.example\""));
        }

        var first = (await caller.GetAsync("/api/people?q=ZOE&limit=2")).Json;
        var second = (await caller.GetAsync($"/api/people?q=ZOE&limit=2&after={first["next"]}")).Json;

        Assert.Equal(["a", "c"], Ids(first));
        Assert.Equal(["d"], Ids(second));
        Assert.Null(second["next"]);
        Assert.Equal(["b"], Ids((await caller.GetAsync("/api/people?q=b%40CONTOSO")).Json));
        Assert.Equal(["a", "b", "c", "d"], Ids((await caller.GetAsync("/api/people?q=%20")).Json));
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=1001", "limit")]
    [InlineData("after=%20", "after")]
    public async Task A_query_that_cannot_be_read_is_refused(string query, string field)
    {
        using var caller = tenant.SignIn();

        (await caller.GetAsync($"/api/people?{query}")).NamesField(field);
        (await caller.GetAsync($"/api/people?q={new string('a', 300)}")).NamesField("q");
    }

    private static IEnumerable<string> Ids(JsonNode page) => page["items"]!.AsArray().Select(item => (string)item!["id"]!);

    private Caller SignInAdministrator() => tenant.SignIn(change: claims => claims["roles"] = (string[])["Calendar.Admin"]);
}
