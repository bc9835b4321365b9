using System.Globalization;
using CalendarClient;
using EndToEnd.Tests.Browsing;
using EndToEnd.Tests.Faults.People;
using EndToEnd.Tests.Hosting;
using Microsoft.Playwright;

namespace EndToEnd.Tests.Faults.Watching;

/// <summary>Browser windows of two tenants that stay open during the whole run.</summary>
internal sealed class WatchedWindows(Journal journal) : IAsyncDisposable
{
    private readonly Browser browser = new();
    private readonly Dictionary<SampleTenant, CalendarWindow> windows = [];
    private readonly HashSet<SampleTenant> signedOut = [];

    public async Task OpenAsync(RunningSystem system, IEnumerable<SampleTenant> tenants)
    {
        await browser.InitializeAsync();
        foreach (var tenant in tenants)
        {
            windows[tenant] = await browser.SignInAsync(system, tenant.User(tenant.Users - 1));
            await windows[tenant].MonthViewAsync();
        }
    }

    /// <summary>Checks that each window is still signed in and shows nothing of another tenant.</summary>
    public async Task LookAsync()
    {
        foreach (var (tenant, window) in windows)
        {
            if (await window.IsSignedOutAsync() && signedOut.Add(tenant))
            {
                journal.Broken($"The window of {tenant.Domain} is signed out.");
            }

            var text = await window.Page.InnerTextAsync("body");
            if (windows.Keys.FirstOrDefault(other => other != tenant && text.Contains($"{other.Prefix}w", StringComparison.Ordinal)) is { } foreign)
            {
                journal.Broken($"The window of {tenant.Domain} shows something of {foreign.Domain}.");
            }
        }
    }

    /// <summary>Checks that each window still follows: it shows what is written now in its tenant, and nothing of another one.</summary>
    public async Task CloseAsync(Func<SampleTenant, CalendarApiClient> apiOf, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().Date);
        foreach (var tenant in windows.Keys)
        {
            var calendar = (await apiOf(tenant).CreateCalendarAsync($"{tenant.Prefix}closing", new() { Name = $"Closing {tenant.Mark}", TimeZone = "Etc/UTC" }, cancellationToken)).Required();
            (await apiOf(tenant).CreateEventAsync(calendar.Id, "closing", new()
            {
                Title = Closing(tenant),
                Description = tenant.Mark,
                AllDay = true,
                Start = today.ToString("O", CultureInfo.InvariantCulture),
                End = today.AddDays(1).ToString("O", CultureInfo.InvariantCulture),
            }, cancellationToken)).Required();
        }

        await LookAsync();
        foreach (var (tenant, window) in windows)
        {
            try
            {
                await window.IsLiveAsync();
                await window.ShowsAsync(Closing(tenant));
            }
            catch (PlaywrightException exception)
            {
                // This is a broken promise like any other. The run goes on, so that its figures are written.
                journal.Broken($"The window of {tenant.Domain} does not follow any more: {exception.Message}");
            }

            foreach (var error in window.Errors)
            {
                journal.Broken($"The window of {tenant.Domain} met an error: {error}");
            }
        }

        await LookAsync();
    }

    public ValueTask DisposeAsync() => browser.DisposeAsync();

    private static string Closing(SampleTenant tenant) => $"{tenant.Prefix}w closing";
}
