using EndToEnd.Tests.Browsing.Teams;
using EndToEnd.Tests.Faults.People;
using EndToEnd.Tests.Hosting;
using Microsoft.Playwright;

namespace EndToEnd.Tests.Browsing;

/// <summary>The web app in a frame of Teams. No login page can be shown there, so Teams signs the user in.</summary>
[Collection(SharedSystem.Name)]
public sealed class TeamsTabTests(SharedSystem shared, Browser browser) : IClassFixture<Browser>
{
    private readonly RunningSystem system = shared.Running;
    private readonly SampleTenant tenant = shared.TakeTenant();
    private string Adele => tenant.User(0);
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_tab_is_signed_in_by_Teams_and_shows_at_once_what_its_tenant_changes_in_ordinary_windows_and_no_other()
    {
        var fabrikam = shared.TakeTenant();
        foreach (var user in (string[])[Adele, fabrikam.User(0)])
        {
            using var api = await system.SignInAsync(user, Cancel);
            await api.CreateCalendarAsync("team", "Team", Cancel);
        }

        var tab = await OpenAsync(async () => (true, (await system.GetTokenAsync(Adele, Cancel)).Value));
        await tab.IsLiveAsync();
        await tab.IsOfAsync(Adele);
        await tab.ByTestId("view-month").ClickAsync();

        var alex = await browser.SignInAsync(system.Api, tenant.User(1));
        var diego = await browser.SignInAsync(system.Api, fabrikam.User(0));
        await diego.CreateEventAsync("Fabrikam only");
        await alex.CreateEventAsync("Seen in Teams");
        await tab.ShowsAsync("Seen in Teams");
        await tab.DoesNotShowAsync("Fabrikam only");

        await tab.ByTestId("user-menu").ClickAsync();
        await Assertions.Expect(tab.ByTestId("sign-out")).ToHaveCountAsync(0);
        await tab.Page.Keyboard.PressAsync("Escape");
        await tab.ByTestId("new-event").ClickAsync();
        await tab.ByTestId("editor-title").FillAsync("Made in Teams");
        await tab.ByTestId("editor-save").ClickAsync();
        await alex.ShowsAsync("Made in Teams");

        // Teams' theme, not the browser's, which is light.
        Assert.Equal("dark", await tab.Page.Frames[1].EvaluateAsync<string>("document.documentElement.dataset.theme"));
        Assert.Equal("rgb(18, 20, 27)", await tab.Page.Frames[1].EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
        await tab.TakePictureAsync("teams-tab");
        Assert.Contains("appInitialization.success", tab.Heard);
        Assert.Equal(1, tab.Heard.Count(function => function == "authentication.getAuthToken"));
        Assert.Empty(tab.Errors);
        Assert.Empty(alex.Errors);
    }

    [Fact]
    public async Task Where_consent_is_missing_one_button_opens_the_sign_in_in_a_window_and_the_tab_goes_on_from_there()
    {
        var consented = false;
        var tab = await OpenAsync(async () => consented ? (true, (await system.GetTokenAsync(Adele, Cancel)).Value) : (false, "resourceRequiresConsent"));
        await Assertions.Expect(tab.ByTestId("sign-in-error")).ToContainTextAsync("Teams cannot sign you in");
        await tab.TakePictureAsync("teams-consent");

        var popup = await tab.Page.RunAndWaitForPopupAsync(() => tab.ByTestId("sign-in").ClickAsync());
        await popup.GetByTestId($"user-{Adele}").WaitForAsync();
        Assert.Contains($"login_hint={Uri.EscapeDataString(Adele)}", popup.Url, StringComparison.Ordinal);
        consented = true;
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        popup.Close += (_, _) => closed.TrySetResult();
        await popup.GetByTestId($"user-{Adele}").ClickAsync();
        await closed.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancel);

        await tab.IsLiveAsync();
        await tab.IsOfAsync(Adele);
        Assert.Contains("authentication.authenticate.success", tab.Heard);
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task A_page_that_is_not_Teams_may_not_frame_it()
    {
        var profile = await browser.NewProfileAsync();
        var complaint = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        profile.Console += (_, message) => complaint.TrySetResult(message.Text);

        var tab = await TeamsTab.OpenAsync(profile, system.Api, Adele, () => Task.FromResult((false, "CancelledByUser")), "https://elsewhere.example");

        var text = await complaint.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancel);
        Assert.Contains("frame-ancestors 'self' https://teams.microsoft.com", text, StringComparison.Ordinal);
        Assert.Empty(tab.Heard);
    }

    private async Task<TeamsTab> OpenAsync(Func<Task<(bool, string)>> token) =>
        await TeamsTab.OpenAsync(await browser.NewProfileAsync(), system.Api, Adele, token);
}
