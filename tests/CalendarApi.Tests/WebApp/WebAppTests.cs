using System.Net;
using CalendarApi.Tests.Hosting;

namespace CalendarApi.Tests.WebApp;

public sealed class WebAppTests(CalendarSystem system) : IDisposable
{
    private readonly Site site = new(system);

    public void Dispose() => site.Dispose();

    [Theory]
    [InlineData("/")]
    [InlineData("/index.html")]
    [InlineData("/signin")]
    [InlineData("/calendar/2026/11")]
    public async Task Every_address_within_the_app_is_its_page(string path)
    {
        using var nobody = new Caller(site.Address, Guid.Empty, null);

        var page = (await nobody.GetAsync(path)).Is(HttpStatusCode.OK);

        Assert.Equal(Site.Page, page.Text);
        Assert.Equal("no-cache", page.Header("Cache-Control"));
        Assert.Equal("nosniff", page.Header("X-Content-Type-Options"));
        Assert.Equal("no-referrer", page.Header("Referrer-Policy"));
    }

    [Fact]
    public async Task The_page_may_call_sign_in_and_pushes_and_be_framed_by_those_told_alone()
    {
        using var nobody = new Caller(site.Address, Guid.Empty, null);

        var policy = (await nobody.GetAsync("/")).Header("Content-Security-Policy")!.Split("; ");

        var identity = system.IdentityAddress.GetLeftPart(UriPartial.Authority);
        var signalR = system.SignalRAddress.GetLeftPart(UriPartial.Authority);
        Assert.Contains($"connect-src 'self' {identity} {signalR} {signalR.Replace("http", "ws", StringComparison.Ordinal)}", policy);
        Assert.Contains("default-src 'self'", policy);
        Assert.Contains("frame-ancestors 'self' https://teams.example", policy);
        Assert.DoesNotContain(policy, part => part.Contains("unsafe-eval", StringComparison.Ordinal) || part.StartsWith("script-src", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Hashed_files_are_kept_for_ever()
    {
        using var nobody = new Caller(site.Address, Guid.Empty, null);

        var script = (await nobody.GetAsync("/assets/app-1a2b3c.js")).Is(HttpStatusCode.OK);

        Assert.Equal("public, max-age=31536000, immutable", script.Header("Cache-Control"));
        Assert.Equal("text/javascript", script.Header("Content-Type"));
    }

    [Theory]
    [InlineData("/assets/missing.js")]
    [InlineData("/missing.png")]
    [InlineData("/api/nothing")]
    [InlineData("/api")]
    [InlineData("/openapi/v2")]
    [InlineData("/appsettings.json")]
    [InlineData("/..%2Fsecret.txt")]
    public async Task What_is_not_there_is_not_the_page(string path)
    {
        using var nobody = new Caller(site.Address, Guid.Empty, null);

        (await nobody.GetAsync(path)).IsProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task The_api_beside_it_stays_the_api()
    {
        using var caller = system.NewTenant().At(site.Address).SignIn();

        Assert.Equal("""{"items":[]}""", (await caller.GetAsync("/api/calendars")).Is(HttpStatusCode.OK).Text);
        (await caller.PostAsync("/signin")).IsProblem(HttpStatusCode.NotFound, "not-found");
        (await caller.PostAsync("/api/calendars")).IsProblem(HttpStatusCode.MethodNotAllowed, "method-not-allowed");
    }
}
