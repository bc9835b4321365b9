using System.Collections.Concurrent;
using System.Text.Json;
using EndToEnd.Tests.Hosting;
using Microsoft.Playwright;

namespace EndToEnd.Tests.Browsing.Teams;

/// <summary>The web app as a tab of Teams. A page at Teams' address frames it and uses Teams' protocol. The requests for that page do not leave this machine.</summary>
internal sealed class TeamsTab
{
    public const string Teams = "https://teams.microsoft.com";

    /// <summary>The app's address for Teams, which accepts only https. Every request to it is passed on to the app's real address.</summary>
    private const string App = "https://localhost";

    private readonly ConcurrentQueue<string> heard = [];
    private readonly List<string> errors = [];
    private readonly IFrameLocator frame;

    private TeamsTab(IPage page)
    {
        Page = page;
        frame = page.FrameLocator("iframe");
        page.PageError += (_, error) => errors.Add(error);
    }

    public IPage Page { get; }

    public IReadOnlyList<string> Errors => errors;

    /// <summary>What the app asked Teams for, in order.</summary>
    public IReadOnlyCollection<string> Heard => heard;

    /// <param name="profile">The browser that Teams is opened in.</param>
    /// <param name="app">Where the web app is served.</param>
    /// <param name="user">Who is signed in to Teams.</param>
    /// <param name="token">Teams' answer to a request for a token: true and the token, or false and the reason.</param>
    /// <param name="host">The origin of the page that frames the app.</param>
    public static async Task<TeamsTab> OpenAsync(IBrowserContext profile, Uri app, string user, Func<Task<(bool, string)>> token, string host = Teams)
    {
        // No request leaves this machine.
        await profile.RouteAsync("https://**", route => route.AbortAsync());
        await profile.RouteAsync($"{host}/**", route => route.FulfillAsync(new() { Path = Path.Combine(AppContext.BaseDirectory, "Browsing/Teams/teams.html") }));
        await profile.RouteAsync($"{App}/**", async route => await route.FulfillAsync(new() { Response = await FetchAsync(route, new Uri(app, new Uri(route.Request.Url).PathAndQuery)) }));

        // Playwright's routes do not see where a redirect leads. So a small page replaces the login page's redirect back to the app.
        await profile.RouteAsync("http://**/oauth2/v2.0/authorize*", async route =>
        {
            var answer = await FetchAsync(route, new Uri(route.Request.Url));
            await route.FulfillAsync(answer.Headers.TryGetValue("location", out var next)
                ? new() { ContentType = "text/html", Body = $"<script>location.replace({JsonSerializer.Serialize(next)})</script>" }
                : new() { Response = answer });
        });

        // In Azure all addresses are public. Here some are addresses of this machine, and Chromium lets public pages call those only with a permission.
        foreach (var origin in (string[])[host, App])
        {
            await profile.GrantPermissionsAsync(["local-network-access"], new() { Origin = origin });
        }

        var page = await profile.NewPageAsync();
        page.SetDefaultTimeout(60_000);
        var tab = new TeamsTab(page);
        await page.ExposeFunctionAsync<string, int>("heard", function =>
        {
            tab.heard.Enqueue(function);
            return 0;
        });
        await page.ExposeFunctionAsync("loginHint", () => user);
        await page.ExposeFunctionAsync("token", async () =>
        {
            var (has, answer) = await token();
            return new object[] { has, answer };
        });
        await page.GotoAsync($"{host}/v2/#{Uri.EscapeDataString(App)}");
        return tab;
    }

    public ILocator ByTestId(string id) => frame.GetByTestId(id);

    public Task IsLiveAsync() => Assertions.Expect(ByTestId("connection")).ToHaveAttributeAsync("data-state", "live", new() { Timeout = 60_000 });

    public Task IsOfAsync(string user) => Assertions.Expect(ByTestId("user-menu")).ToHaveAttributeAsync("data-user", user);

    public Task ShowsAsync(string title) => Assertions.Expect(Event(title).First).ToBeVisibleAsync(new() { Timeout = 30_000 });

    public Task DoesNotShowAsync(string title) => Assertions.Expect(Event(title)).ToHaveCountAsync(0, new() { Timeout = 30_000 });

    public Task TakePictureAsync(string name) =>
        Page.ScreenshotAsync(new() { Path = Path.Combine(TestPaths.Pictures, $"{name}.png") });

    private static Task<IAPIResponse> FetchAsync(IRoute route, Uri address) =>
        route.FetchAsync(new() { Url = address.ToString(), MaxRedirects = 0 });

    private ILocator Event(string title) => ByTestId("event").Filter(new() { HasText = title });
}
