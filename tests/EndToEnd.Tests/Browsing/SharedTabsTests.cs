using EndToEnd.Tests.Drivers;
using EndToEnd.Tests.Faults.People;
using EndToEnd.Tests.Hosting;
using Microsoft.Playwright;

namespace EndToEnd.Tests.Browsing;

/// <summary>Several tabs of one browser, in Chromium: they share one connection, and hand it over.</summary>
[Collection(SharedSystem.Name)]
public sealed class SharedTabsTests(SharedSystem shared, Browser browser) : IClassFixture<Browser>
{
    private readonly PushSockets sockets = new();
    private readonly RunningSystem system = shared.Running;
    private readonly SampleTenant tenant = shared.TakeTenant();
    private IBrowserContext? profile;
    private string Adele => tenant.User(0);
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private static DateOnly Today => DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().Date);

    [Fact]
    public async Task Three_tabs_hold_one_connection_and_hand_it_over_when_its_tab_is_closed_frozen_or_hung()
    {
        using var megan = await system.SignInAsync(tenant.User(1), Cancel);
        await megan.CreateCalendarAsync("team", "Team", Cancel);
        var tabs = new List<CalendarWindow> { await OpenAsync(Adele), await OpenAsync(Adele), await OpenAsync(Adele), await OpenAsync(Adele) };
        var first = await sockets.WaitForOneHolderAsync(notCounting: null, Cancel);
        Assert.Equal(1, sockets.Opened);

        await megan.ImportAsync("team", Samples.OneDay("Seen by all", Today), Cancel);
        foreach (var tab in tabs)
        {
            await tab.ShowsAsync("Seen by all");
        }

        // The tab is closed: the browser gives the lock to the next tab.
        await first.CloseAsync();
        tabs.RemoveAll(tab => tab.Page == first);
        await megan.ImportAsync("team", Samples.OneDay("While it was handed over", Today), Cancel);
        var second = await sockets.WaitForOneHolderAsync(notCounting: first, Cancel);
        foreach (var tab in tabs)
        {
            await tab.ShowsAsync("While it was handed over");
            await tab.IsLiveAsync();
        }

        // The tab is frozen, as a browser does with tabs in the background. The page gives up the connection before that.
        // Playwright keeps its pages in focus, and Chromium never freezes a page in focus. So the test sends the event that Chromium would send.
        await second.EvaluateAsync("document.dispatchEvent(new Event('freeze'))");
        var third = await sockets.WaitForOneHolderAsync(notCounting: second, Cancel);
        await megan.ImportAsync("team", Samples.OneDay("While it was frozen", Today), Cancel);
        foreach (var tab in tabs.Where(tab => tab.Page != second))
        {
            await tab.ShowsAsync("While it was frozen");
            await tab.IsLiveAsync();
        }

        await second.EvaluateAsync("document.dispatchEvent(new Event('resume'))");
        foreach (var tab in tabs)
        {
            await tab.ShowsAsync("While it was frozen");
            await tab.IsLiveAsync();
        }

        Assert.Equal(third, await sockets.WaitForOneHolderAsync(notCounting: null, Cancel));
        Assert.Equal(3, sockets.Opened);

        // The tab hangs and cannot report it: its only thread waits for an answer. A visible tab notices, and takes the lock from it.
        var hung = new TaskCompletionSource<IRoute>(TaskCreationOptions.RunContinuationsAsynchronously);
        await third.RouteAsync("**/hangs", hung.SetResult);
        await third.EvaluateAsync("setTimeout(() => { const request = new XMLHttpRequest(); request.open('GET', '/hangs', false); request.send(); })");
        var answer = await hung.Task.WaitAsync(RunningSystem.Patience, Cancel);
        await sockets.WaitForOneHolderAsync(notCounting: third, Cancel);
        await megan.ImportAsync("team", Samples.OneDay("While it hung", Today), Cancel);
        foreach (var tab in tabs.Where(tab => tab.Page != third))
        {
            await tab.ShowsAsync("While it hung");
        }

        // The tab follows again when it no longer hangs.
        await answer.FulfillAsync(new() { Status = 204 });
        Assert.NotEqual(third, await sockets.WaitForOneHolderAsync(notCounting: null, Cancel));
        foreach (var tab in tabs)
        {
            await tab.ShowsAsync("While it hung");
            await tab.IsLiveAsync();
            Assert.Empty(tab.Errors);
        }
    }

    [Fact]
    public async Task What_one_tab_writes_the_others_show_in_their_own_months_and_another_users_tab_stays_apart()
    {
        using var megan = await system.SignInAsync(tenant.User(1), Cancel);
        await megan.CreateCalendarAsync("team", "Team", Cancel);
        var next = Today.AddMonths(4);
        var (writer, other, elsewhere) = (await OpenAsync(Adele), await OpenAsync(Adele), await OpenAsync(Adele, $"?view=month&date={next:yyyy-MM-dd}"));
        await sockets.WaitForOneHolderAsync(notCounting: null, Cancel);

        await writer.CreateEventAsync("Written in a tab");
        await other.ShowsAsync("Written in a tab");
        await megan.ImportAsync("team", Samples.OneDay("Far ahead", next), Cancel);
        await elsewhere.ShowsAsync("Far ahead");
        await elsewhere.DoesNotShowAsync("Written in a tab");
        await other.DoesNotShowAsync("Far ahead");

        await elsewhere.Page.GetByTestId("today").ClickAsync();
        await elsewhere.ShowsAsync("Written in a tab");
        Assert.Equal(1, sockets.Opened);

        // Another tenant in the same browser has its own connection and receives nothing of this tenant.
        var diego = await OpenAsync(shared.TakeTenant().User(0));
        Assert.Equal(2, sockets.Opened);
        await writer.DeleteEventAsync("Written in a tab");
        await other.DoesNotShowAsync("Written in a tab");
        await diego.DoesNotShowAsync("Far ahead");
        await Assertions.Expect(diego.Page.GetByTestId("calendar-item")).ToHaveCountAsync(0);

        // The tab that was opened first, and so holds the connection, signs out. The others go on.
        await writer.Page.GetByTestId("user-menu").ClickAsync();
        await writer.Page.GetByTestId("sign-out").ClickAsync();
        await megan.ImportAsync("team", Samples.OneDay("After the sign-out", Today), Cancel);
        await other.ShowsAsync("After the sign-out");
        await elsewhere.ShowsAsync("After the sign-out");
        Assert.All((CalendarWindow[])[writer, other, elsewhere, diego], tab => Assert.Empty(tab.Errors));
    }

    /// <summary>Another tab of the same browser profile, signed in, on this month unless the address says otherwise.</summary>
    private async Task<CalendarWindow> OpenAsync(string user, string address = "?view=month")
    {
        profile ??= await browser.NewProfileAsync();
        var page = await profile.NewPageAsync();
        page.SetDefaultTimeout(60_000);
        sockets.Watch(page);
        await page.GotoAsync(new Uri(system.Web, address).ToString());
        return await CalendarWindow.SignInAsync(page, user);
    }
}
