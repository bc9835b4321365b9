using EndToEnd.Tests.Hosting;
using Microsoft.Playwright;

namespace EndToEnd.Tests.Browsing;

/// <summary>Headless Chromium, as installed on the machine; each window is a browser profile of its own.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Quiet =
    [
        "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? playwright;
    private IBrowser? chromium;

    public async ValueTask InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        chromium = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM_PATH") ?? "/usr/bin/chromium",
            Headless = true,
            Args = Quiet,
        });
    }

    /// <summary>Opens the web app in a fresh profile, in the zone of this machine, and signs a sample user in, as a person would.</summary>
    public Task<CalendarWindow> SignInAsync(RunningSystem system, string user) => SignInAsync(system.Web, user);

    /// <param name="address">Where the web app is served.</param>
    /// <param name="user">The sample user.</param>
    public async Task<CalendarWindow> SignInAsync(Uri address, string user) => await SignInAsync(await NewProfileAsync(), address, user);

    /// <summary>Opens the web app in another tab of a profile and signs a sample user in.</summary>
    public async Task<CalendarWindow> SignInAsync(IBrowserContext profile, Uri address, string user)
    {
        var page = await profile.NewPageAsync();
        page.SetDefaultTimeout(60_000);
        await page.GotoAsync(address.ToString());
        return await CalendarWindow.SignInAsync(page, user);
    }

    /// <summary>A fresh profile without windows, for a test that opens several tabs of one.</summary>
    public Task<IBrowserContext> NewProfileAsync() =>
        chromium!.NewContextAsync(new() { ViewportSize = new() { Width = 1280, Height = 800 }, Locale = "en-GB" });

    public async ValueTask DisposeAsync()
    {
        if (chromium is not null)
        {
            await chromium.DisposeAsync();
        }

        playwright?.Dispose();
    }
}
