using System.Net;
using CalendarApi.Problems;
using CalendarApi.Tests.Hosting;

namespace CalendarApi.Tests.Problems;

public class ProblemTests(CalendarSystem system)
{
    [Theory]
    [InlineData("GET", "/api/nothing", 404, "not-found")]
    [InlineData("GET", "/nothing", 404, "not-found")]
    [InlineData("POST", "/api/calendars", 405, "method-not-allowed")]
    [InlineData("PATCH", "/api/calendars/a", 405, "method-not-allowed")]
    [InlineData("DELETE", "/api/client-configuration", 405, "method-not-allowed")]
    public async Task What_is_not_there_is_a_problem_too(string method, string path, int status, string type)
    {
        using var caller = system.NewTenant().SignIn();

        (await caller.SendAsync(new HttpMethod(method), path, null)).IsProblem((HttpStatusCode)status, type);
    }

    [Theory]
    [InlineData("text/calendar")]
    [InlineData("text/html")]
    [InlineData("image/png, */*;q=0")]
    public async Task A_refusal_is_problem_json_whatever_was_accepted(string accept)
    {
        using var caller = system.NewTenant().SignIn();
        using var nobody = new Caller(system.Address, Guid.Empty, null);

        (await caller.GetAsync("/api/calendars/unknown", ("Accept", accept))).IsProblem(HttpStatusCode.NotFound, "not-found");
        (await nobody.GetAsync("/api/calendars", ("Accept", accept))).IsProblem(HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Fact]
    public async Task The_page_of_problems_names_every_type()
    {
        using var nobody = new Caller(system.Address, Guid.Empty, null);

        var page = (await nobody.GetAsync("/problems")).Is(HttpStatusCode.OK);

        Assert.StartsWith("text/html", page.Header("Content-Type"), StringComparison.Ordinal);
        Assert.All(ProblemTypes.All, type => Assert.Contains($"<code>{type.Uri}</code>", page.Text, StringComparison.Ordinal));
        Assert.Equal(page.Text, (await nobody.GetAsync("/problems/not-found")).Text);
    }

    [Fact]
    public async Task A_fault_of_the_service_tells_nothing_of_its_inside()
    {
        using var api = system.Start(environment: "Development", services: FaultyStore.Put);
        using var caller = system.NewTenant().At(api.Address).SignIn();

        var answer = await caller.GetAsync("/api/calendars");

        answer.IsProblem(HttpStatusCode.InternalServerError, "internal-error");
        Assert.DoesNotContain(FaultyStore.Secret, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_is_away_is_told_as_such()
    {
        using var api = system.Start(services: FaultyStore.PutAway);
        using var caller = system.NewTenant().At(api.Address).SignIn();

        var answer = await caller.GetAsync("/api/calendars");

        answer.IsProblem(HttpStatusCode.ServiceUnavailable, "unavailable");
        Assert.Equal("2", answer.Header("Retry-After"));
    }

    [Fact]
    public async Task A_store_that_says_when_to_come_back_is_quoted()
    {
        using var api = system.Start(services: FaultyStore.Throttle);
        using var caller = system.NewTenant().At(api.Address).SignIn();

        var answer = await caller.GetAsync("/api/calendars");

        answer.IsProblem(HttpStatusCode.ServiceUnavailable, "unavailable");
        Assert.Equal("7", answer.Header("Retry-After"));
    }
}
