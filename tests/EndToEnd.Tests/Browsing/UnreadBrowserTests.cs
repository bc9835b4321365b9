using System.Text.Json.Nodes;
using EndToEnd.Tests.Drivers;
using EndToEnd.Tests.Hosting;
using Microsoft.Playwright;

namespace EndToEnd.Tests.Browsing;

/// <summary>What a window shows of a calendar that it could not read: never an empty place that looks free.</summary>
[Collection(SharedSystem.Name)]
public sealed class UnreadBrowserTests(SharedSystem shared, Browser browser) : IClassFixture<Browser>
{
    private const string EventsOfAnyCalendar = "**/api/calendars/*/events?**";
    private static readonly DateOnly Today = DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().Date);
    private readonly RunningSystem system = shared.Running;
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Days_that_could_not_be_read_are_marked_and_nothing_is_called_live_until_they_are()
    {
        var window = await OpenAsync("team");
        var page = window.Page;
        await page.RouteAsync(EventsOfAnyCalendar, route => route.FulfillAsync(new() { Status = 500 }));
        await TurnPagesAsync(page);

        await Assertions.Expect(page.GetByTestId("unread-days")).ToContainTextAsync("could not be loaded");
        await Assertions.Expect(page.Locator(".ec-time-grid .ec-day.unread-day")).Not.ToHaveCountAsync(0);
        await ShowsStateAsync(page, "incomplete");
        await window.TakePictureAsync("unread-days");

        await page.UnrouteAsync(EventsOfAnyCalendar);
        await window.IsLiveAsync();
        await Assertions.Expect(page.Locator(".unread-day")).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByTestId("unread-days")).ToHaveCountAsync(0);
        Assert.Empty(window.Errors);
    }

    [Fact]
    public async Task Days_that_are_still_being_read_are_marked_as_well()
    {
        var window = await OpenAsync("team");
        var page = window.Page;
        // No answer at all.
        await page.RouteAsync(EventsOfAnyCalendar, _ => { });
        await TurnPagesAsync(page);

        await Assertions.Expect(page.Locator(".ec-time-grid .ec-day.unread-day")).Not.ToHaveCountAsync(0);
        await ShowsStateAsync(page, "incomplete");
        await window.TakePictureAsync("unread-days-loading");
        Assert.Empty(window.Errors);
    }

    [Fact]
    public async Task Without_a_network_the_window_says_so_and_how_old_the_calendar_is()
    {
        var window = await OpenAsync("team");
        var page = window.Page;
        await page.Context.SetOfflineAsync(true);
        await ShowsStateAsync(page, "offline");
        await Assertions.Expect(page.GetByTestId("as-of")).ToContainTextAsync("as of");
        await window.TakePictureAsync("no-network");

        await page.Context.SetOfflineAsync(false);
        await window.IsLiveAsync();
        Assert.Empty(window.Errors);
    }

    [Fact]
    public async Task A_calendar_that_cannot_be_read_is_named_and_does_not_hide_the_others()
    {
        var window = await OpenAsync("good", "broken");
        var page = window.Page;
        await page.RouteAsync("**/api/calendars/broken/events?**", route => route.FulfillAsync(new() { Status = 500 }));
        await page.ReloadAsync();

        await window.ShowsAsync("Event of good");
        await Assertions.Expect(page.GetByTestId("unread-calendars")).ToContainTextAsync("broken");
        await ShowsStateAsync(page, "incomplete");
        await window.TakePictureAsync("unread-calendar");

        await page.UnrouteAsync("**/api/calendars/broken/events?**");
        await window.ShowsAsync("Event of broken");
        await window.IsLiveAsync();
        Assert.Empty(window.Errors);
    }

    [Fact]
    public async Task An_event_that_cannot_be_drawn_is_named_and_can_be_deleted()
    {
        var window = await OpenAsync("team");
        var page = window.Page;
        await page.RouteAsync(EventsOfAnyCalendar, async route =>
        {
            var answer = await route.FetchAsync();
            var events = JsonNode.Parse(await answer.TextAsync())!;
            foreach (var item in events["items"]!.AsArray())
            {
                item!["recurrence"] = new JsonObject { ["rules"] = new JsonArray("FREQ=DAILY"), ["dates"] = new JsonArray(), ["exceptionDates"] = new JsonArray(), ["overriddenDates"] = new JsonArray() };
                item["occurrences"] = new JsonArray();
                item["occurrencesTruncated"] = true;
            }

            await route.FulfillAsync(new() { Response = answer, Body = events.ToJsonString() });
        });
        await page.ReloadAsync();

        await page.GetByTestId("unshown").Locator("summary").ClickAsync();
        await Assertions.Expect(page.GetByTestId("unshown-item")).ToContainTextAsync("Event of team");
        await window.TakePictureAsync("unshown-item");
        await page.GetByTestId("unshown-delete").ClickAsync();

        await Assertions.Expect(page.GetByTestId("unshown")).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByTestId("toast")).ToContainTextAsync("was deleted");
        Assert.Empty(window.Errors);
    }

    /// <summary>A window of a new tenant with these calendars; each has an event today.</summary>
    private async Task<CalendarWindow> OpenAsync(params string[] calendars)
    {
        var tenant = shared.TakeTenant();
        using var megan = await system.SignInAsync(tenant.User(1), Cancel);
        foreach (var calendar in calendars)
        {
            await megan.CreateCalendarAsync(calendar, calendar, Cancel);
            await megan.ImportAsync(calendar, Samples.OneDay($"Event of {calendar}", Today), Cancel);
        }

        var window = await browser.SignInAsync(system, tenant.User(0));
        await window.ShowsAsync($"Event of {calendars[0]}");
        return window;
    }

    /// <summary>To a week that the window has not read ahead.</summary>
    private static async Task TurnPagesAsync(IPage page)
    {
        for (var week = 0; week < 5; week++)
        {
            await page.GetByTestId("next").ClickAsync();
        }
    }

    private static Task ShowsStateAsync(IPage page, string state) =>
        Assertions.Expect(page.GetByTestId("connection")).ToHaveAttributeAsync("data-state", state, new() { Timeout = 30_000 });
}
