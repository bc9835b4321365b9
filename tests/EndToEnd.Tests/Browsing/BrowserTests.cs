using EndToEnd.Tests.Drivers;
using EndToEnd.Tests.Faults.People;
using EndToEnd.Tests.Hosting;

namespace EndToEnd.Tests.Browsing;

/// <summary>What people see: two windows of one tenant and one of another, in Chromium, on the development server.</summary>
[Collection(SharedSystem.Name)]
public sealed class BrowserTests(SharedSystem shared, Browser browser) : IClassFixture<Browser>
{
    private readonly RunningSystem system = shared.Running;
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_one_window_changes_the_other_of_its_tenant_shows_and_a_third_of_another_does_not()
    {
        var (contoso, fabrikam) = (shared.TakeTenant(), shared.TakeTenant());
        foreach (var tenant in (SampleTenant[])[contoso, fabrikam])
        {
            using var api = await system.SignInAsync(tenant.User(0), Cancel);
            await api.CreateCalendarAsync("team", "Team", Cancel);
        }

        var adele = await browser.SignInAsync(system, contoso.User(0));
        var alex = await browser.SignInAsync(system, contoso.User(1));
        var diego = await browser.SignInAsync(system, fabrikam.User(0));
        foreach (var window in (CalendarWindow[])[adele, alex, diego])
        {
            await window.MonthViewAsync();
        }

        await adele.CreateEventAsync("Launch party");
        await alex.ShowsAsync("Launch party");

        var today = DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().Date);
        await adele.ImportAsync(Samples.OneDay("Imported offsite", today));
        await adele.Page.Keyboard.PressAsync("Escape");
        await alex.ShowsAsync("Imported offsite");

        // To the neighbouring day that is in the same row of the month, the week beginning on Monday.
        var before = await alex.LeftEdgeOfAsync("Imported offsite");
        var oneDay = (await adele.Page.GetByTestId("grid").BoundingBoxAsync())!.Width / 7;
        await adele.DragAsync("Imported offsite", today.DayOfWeek == DayOfWeek.Sunday ? -oneDay : oneDay, 0);
        await alex.MovedFromAsync("Imported offsite", before);
        await alex.StandApartAsync("Imported offsite", "Launch party");
        await adele.StandApartAsync("Imported offsite", "Launch party");
        await adele.TakePictureAsync("browser-adele");
        await alex.TakePictureAsync("browser-alex");

        await alex.DeleteEventAsync("Launch party");
        await adele.DoesNotShowAsync("Launch party");

        // Fabrikam's own change goes the same way: once it shows, a leak would have shown.
        await diego.CreateEventAsync("Fabrikam only");
        await diego.ShowsAsync("Fabrikam only");
        await diego.DoesNotShowAsync("Imported offsite");
        await adele.DoesNotShowAsync("Fabrikam only");
        await diego.TakePictureAsync("browser-diego");
        Assert.All((CalendarWindow[])[adele, alex, diego], window => Assert.Empty(window.Errors));
    }

    [Fact]
    public async Task An_open_editor_keeps_what_was_typed_when_someone_else_changes_the_event()
    {
        var tenant = shared.TakeTenant();
        using var megan = await system.SignInAsync(tenant.User(1), Cancel);
        await megan.CreateCalendarAsync("editing", "Editing", Cancel);
        var today = DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().Date);
        await megan.ImportAsync("editing", Samples.OneDay("Roadmap", today), Cancel);
        var roadmap = Assert.Single(await megan.ReadEventsAsync("editing", Cancel)).Key;
        using var stored = await megan.GetResponseAsync($"api/calendars/editing/events/{roadmap}", Cancel);

        var adele = await browser.SignInAsync(system, tenant.User(0));
        await adele.MonthViewAsync();
        await adele.OpenEditorAsync("Roadmap");
        await adele.Page.GetByTestId("editor-title").FillAsync("Roadmap, my words");
        await megan.WriteEventAsync("editing", roadmap, "Roadmap, her words", Cancel, stored.Headers.ETag!.Tag);
        await Microsoft.Playwright.Assertions.Expect(adele.Page.GetByTestId("editor-changed")).ToBeVisibleAsync();

        Assert.Equal("Roadmap, my words", await adele.Page.GetByTestId("editor-title").InputValueAsync());
        await adele.TakePictureAsync("browser-changed-underneath");
        Assert.Empty(adele.Errors);
    }
}
