using EndToEnd.Tests.Drivers;
using EndToEnd.Tests.Hosting;
using Microsoft.Playwright;

namespace EndToEnd.Tests.Browsing;

/// <summary>What people see while a part of the system is unavailable, and after it is available again.</summary>
[Collection(KillableSystem.Name)]
public sealed class KilledPartBrowserTests(KillableSystem shared, Browser browser) : IClassFixture<Browser>
{
    private readonly RunningSystem system = shared.Running;
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_an_outage_of_the_service_the_window_reconnects_and_shows_what_it_missed()
    {
        var tenant = shared.TakeTenant();
        using var megan = await system.SignInAsync(tenant.User(1), Cancel);
        await megan.CreateCalendarAsync("outage", "Outage", Cancel);
        var adele = await browser.SignInAsync(system, tenant.User(0));
        await adele.MonthViewAsync();

        await system.KillAsync("signalr-emulator", Cancel);
        await megan.ImportAsync("outage", Samples.OneDay("Meanwhile", DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().Date)), Cancel);
        await system.StartResourceAsync("signalr-emulator", Cancel);

        await adele.IsLiveAsync();
        await adele.ShowsAsync("Meanwhile");
        Assert.Empty(adele.Errors);
    }

    [Fact]
    public async Task All_tabs_show_the_state_of_the_one_connection()
    {
        var user = shared.TakeTenant().User(0);
        var profile = await browser.NewProfileAsync();
        var tabs = new[] { await browser.SignInAsync(profile, system.Web, user), await browser.SignInAsync(profile, system.Web, user) };
        await ShowAsync("live");
        await system.KillAsync("signalr-emulator", Cancel);
        await ShowAsync("reconnecting");
        await ShowAsync("polling");
        await system.KillAsync("calendar-api", Cancel);
        await ShowAsync("offline");
        await system.StartResourceAsync("signalr-emulator", Cancel);
        await system.StartResourceAsync("calendar-api", Cancel);
        await ShowAsync("live");
        Assert.All(tabs, tab => Assert.Empty(tab.Errors));

        async Task ShowAsync(string state)
        {
            for (var tab = 0; tab < tabs.Length; tab++)
            {
                await Assertions.Expect(tabs[tab].Page.GetByTestId("connection")).ToHaveAttributeAsync("data-state", state, new() { Timeout = 120_000 });
                await tabs[tab].TakePictureAsync($"tab-{tab + 1}-{state}");
            }
        }
    }
}
