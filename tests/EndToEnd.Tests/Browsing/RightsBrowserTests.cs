using EndToEnd.Tests.Hosting;
using Microsoft.Playwright;

namespace EndToEnd.Tests.Browsing;

/// <summary>What a colleague sees of a calendar whose owner changes who may see it. Nobody reloads a page.</summary>
[Collection(SharedSystem.Name)]
public sealed class RightsBrowserTests(SharedSystem shared, Browser browser) : IClassFixture<Browser>
{
    private readonly RunningSystem system = shared.Running;

    [Fact]
    public async Task A_reader_loses_a_calendar_while_looking_at_it_and_gets_it_back()
    {
        var tenant = shared.TakeTenant();
        var adele = await browser.SignInAsync(system, tenant.User(0));
        var alex = await browser.SignInAsync(system, tenant.User(1));
        await adele.MonthViewAsync();
        await alex.MonthViewAsync();
        await adele.CreateCalendarAsync("Board");
        await adele.CreateEventAsync("Salaries");
        await alex.ShowsAsync("Salaries");

        await adele.ShareWithEveryoneAsync("Board", "freeBusy");
        await alex.ShowsAsync("Busy");
        await alex.DoesNotShowAsync("Salaries");
        await alex.TakePictureAsync("browser-rights-times-only");

        await adele.ShareWithEveryoneAsync("Board", "");
        await alex.DoesNotShowAsync("Busy");
        await Assertions.Expect(alex.Page.GetByTestId("calendar-item")).ToHaveCountAsync(0);
        await adele.ShowsAsync("Salaries");

        await adele.ShareWithEveryoneAsync("Board", "reader");
        await alex.ShowsAsync("Salaries");
        await Assertions.Expect(alex.Page.GetByTestId("calendar-share")).ToHaveCountAsync(0);
        await alex.OpenEditorAsync("Salaries");
        await Assertions.Expect(alex.Page.GetByTestId("editor-save")).ToHaveCountAsync(0);
        await alex.TakePictureAsync("browser-rights-reader");
        Assert.All((CalendarWindow[])[adele, alex], window => Assert.Empty(window.Errors));
    }
}
