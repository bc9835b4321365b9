using System.Net;
using CalendarApi.Tests.Hosting;
using CalendarApi.Tests.Problems;

namespace CalendarApi.Tests.WebApp;

public class SecurityHeaderTests(CalendarSystem system)
{
    private const string Opener = "Cross-Origin-Opener-Policy";

    private static readonly Dictionary<string, string> Production = new()
    {
        ["AzureAd:Instance"] = "https://login.microsoftonline.com/",
        ["Tenants:Allowed"] = "*",
        // As in Azure: the ingress terminates TLS and says so.
        ["FORWARDEDHEADERS_ENABLED"] = "true",
    };

    [Theory]
    [InlineData("/problems", HttpStatusCode.OK)]
    [InlineData("/api/client-configuration", HttpStatusCode.OK)]
    [InlineData("/api/calendars", HttpStatusCode.Unauthorized)]
    [InlineData("/nothing", HttpStatusCode.NotFound)]
    public async Task In_Production_browsers_are_told_to_use_https_only(string path, HttpStatusCode status)
    {
        using var api = system.Start(Production, "Production");
        using var nobody = new Caller(api.Address, Guid.Empty, null);

        var overHttps = (await nobody.GetAsync(path, ("X-Forwarded-Proto", "https"))).Is(status);
        var overHttp = (await nobody.GetAsync(path)).Is(status);

        Assert.Equal("max-age=31536000", overHttps.Header("Strict-Transport-Security"));
        // RFC 6797 §7.2: not over plain http, where anyone could have written it.
        Assert.Null(overHttp.Header("Strict-Transport-Security"));
    }

    [Fact]
    public async Task In_Development_they_are_not_because_localhost_has_other_programs()
    {
        using var api = system.Start(new Dictionary<string, string> { ["FORWARDEDHEADERS_ENABLED"] = "true" });
        using var nobody = new Caller(api.Address, Guid.Empty, null);

        Assert.Null((await nobody.GetAsync("/problems", ("X-Forwarded-Proto", "https"))).Header("Strict-Transport-Security"));
    }

    [Theory]
    [InlineData("/problems")]
    [InlineData("/api/client-configuration")]
    [InlineData("/api/calendars")]
    [InlineData("/nothing")]
    public async Task What_is_no_page_of_the_app_loads_nothing_and_is_in_no_frame(string path)
    {
        using var nobody = new Caller(system.Address, Guid.Empty, null);

        var answer = await nobody.GetAsync(path);

        Assert.Equal("default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'", answer.Header("Content-Security-Policy"));
        Assert.Contains("camera=()", answer.Header("Permissions-Policy"), StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
    }

    [Fact]
    public async Task A_fault_has_the_headers_too()
    {
        using var api = system.Start(services: FaultyStore.Put);
        using var caller = system.NewTenant().At(api.Address).SignIn();

        var answer = (await caller.GetAsync("/api/calendars")).Is(HttpStatusCode.InternalServerError);

        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        Assert.NotNull(answer.Header("Content-Security-Policy"));
    }

    [Theory]
    [InlineData("/", "same-origin-allow-popups")]
    [InlineData("/calendar/2026/11", "same-origin-allow-popups")]
    // Teams opens these in a window and needs to hear from it.
    [InlineData("/teams-signin", null)]
    [InlineData("/signin", null)]
    public async Task A_window_of_the_app_keeps_its_opener_only_where_Teams_waits_for_it(string path, string? policy)
    {
        using var site = new Site(system);
        using var nobody = new Caller(site.Address, Guid.Empty, null);

        var page = (await nobody.GetAsync(path)).Is(HttpStatusCode.OK);

        Assert.Equal(Site.Page, page.Text);
        Assert.Equal(policy, page.Header(Opener));
        Assert.Contains("geolocation=()", page.Header("Permissions-Policy"), StringComparison.Ordinal);
    }
}
