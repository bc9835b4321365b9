using CalendarApi.Tests.Hosting;

namespace CalendarApi.Tests.WebApp;

public class CrossOriginTests(CalendarSystem system)
{
    [Fact]
    public async Task Other_origins_are_not_let_in_by_default()
    {
        using var caller = system.NewTenant().SignIn();

        var answer = await caller.GetAsync("/api/calendars", ("Origin", "https://elsewhere.example"));
        var preflight = await caller.SendAsync(
            HttpMethod.Options, "/api/calendars/a", null, ("Origin", "https://elsewhere.example"), ("Access-Control-Request-Method", "PUT"));

        Assert.Null(answer.Header("Access-Control-Allow-Origin"));
        Assert.Null(preflight.Header("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task An_origin_of_the_list_may_call_and_see_etags_and_positions()
    {
        using var api = system.Start(new Dictionary<string, string> { ["Cors:Origins:0"] = "https://tab.example" });
        using var caller = system.NewTenant().At(api.Address).SignIn();

        var preflight = await caller.SendAsync(
            HttpMethod.Options,
            "/api/calendars/a",
            null,
            ("Origin", "https://tab.example"),
            ("Access-Control-Request-Method", "PUT"),
            ("Access-Control-Request-Headers", "authorization,if-match,content-type"));
        var answer = await caller.GetAsync("/api/calendars", ("Origin", "https://tab.example"));
        var other = await caller.GetAsync("/api/calendars", ("Origin", "https://elsewhere.example"));

        Assert.Equal("https://tab.example", preflight.Header("Access-Control-Allow-Origin"));
        Assert.Equal("true", preflight.Header("Access-Control-Allow-Credentials"));
        Assert.Contains("if-match", preflight.Header("Access-Control-Allow-Headers"), StringComparison.Ordinal);
        Assert.Equal("https://tab.example", answer.Header("Access-Control-Allow-Origin"));
        Assert.Contains("ETag", answer.Header("Access-Control-Expose-Headers"), StringComparison.Ordinal);
        Assert.Contains("Calendar-Position", answer.Header("Access-Control-Expose-Headers"), StringComparison.Ordinal);
        Assert.Null(other.Header("Access-Control-Allow-Origin"));
    }
}
