using System.Text;
using EndToEnd.Tests.Hosting;
using Microsoft.Playwright;

namespace EndToEnd.Tests.Browsing;

/// <summary>One signed-in browser window with the calendar, and what a person does in it.</summary>
public sealed class CalendarWindow
{
    private readonly IPage page;
    private readonly List<string> errors = [];

    private CalendarWindow(IPage page)
    {
        this.page = page;
        page.PageError += (_, error) => errors.Add(error);
        // The browser's own lines, on requests that failed, have no arguments. Vite's two per page load are of level debug, which browsers hide.
        page.Console += (_, line) =>
        {
            if (line.Args.Count > 0 && line.Type != "debug")
            {
                errors.Add($"console.{line.Type}: {line.Text}");
            }
        };
    }

    /// <summary>Errors that the page did not handle, and lines that it wrote to the console. There must be none.</summary>
    public IReadOnlyList<string> Errors => errors;

    public IPage Page => page;

    public static async Task<CalendarWindow> SignInAsync(IPage page, string user)
    {
        var window = new CalendarWindow(page);
        await page.GetByTestId("sign-in").ClickAsync();
        await page.GetByTestId($"user-{user}").ClickAsync();
        await window.IsLiveAsync();
        return window;
    }

    public Task IsLiveAsync() => Assertions.Expect(page.GetByTestId("connection")).ToHaveAttributeAsync("data-state", "live", new() { Timeout = 60_000 });

    /// <summary>Whether the window asks the user to sign in.</summary>
    public async Task<bool> IsSignedOutAsync() => await page.GetByTestId("sign-in").CountAsync() > 0;

    public ILocator Event(string title) => page.GetByTestId("event").Filter(new() { HasText = title });

    public Task ShowsAsync(string title) => Assertions.Expect(Event(title).First).ToBeVisibleAsync(new() { Timeout = 30_000 });

    /// <summary>Waits until neither of two events of one day hides the other.</summary>
    public async Task StandApartAsync(string title, string other)
    {
        await Event(title).First.WaitForAsync();
        await Event(other).First.WaitForAsync();
        await page.WaitForFunctionAsync(
            """
            (titles) => {
              const [a, b] = titles.map((title) => [...document.querySelectorAll('[data-testid=event]')].find((element) => element.textContent.includes(title))?.getBoundingClientRect());
              return a && b && (a.bottom <= b.top || b.bottom <= a.top || a.right <= b.left || b.right <= a.left);
            }
            """,
            (string[])[title, other]);
    }

    public Task DoesNotShowAsync(string title) => Assertions.Expect(Event(title)).ToHaveCountAsync(0, new() { Timeout = 30_000 });

    public Task MonthViewAsync() => page.GetByTestId("view-month").ClickAsync();

    /// <summary>The place of an event, in pixels from the left edge of the window.</summary>
    public async Task<float> LeftEdgeOfAsync(string title) => (await Event(title).First.BoundingBoxAsync())!.X;

    /// <summary>Waits until an event is at least one day to the left or right of <paramref name="leftEdge"/>.</summary>
    public Task MovedFromAsync(string title, float leftEdge) => page.WaitForFunctionAsync(
        """
        ([title, left]) => [...document.querySelectorAll('[data-testid=event]')]
          .some((element) => element.textContent.includes(title) && Math.abs(element.getBoundingClientRect().left - left) > 60)
        """,
        new object[] { title, (double)leftEdge });

    public async Task ImportAsync(string ics)
    {
        await page.GetByTestId("import-input").SetInputFilesAsync(new FilePayload { Name = "team.ics", MimeType = "text/calendar", Buffer = Encoding.UTF8.GetBytes(ics) });
        await Assertions.Expect(page.GetByTestId("import-report")).ToBeVisibleAsync();
    }

    public async Task CreateCalendarAsync(string name)
    {
        await page.GetByTestId("new-calendar").ClickAsync();
        await page.GetByTestId("calendar-name").FillAsync(name);
        await page.GetByTestId("calendar-save").ClickAsync();
        await Assertions.Expect(page.GetByTestId("calendar-item").Filter(new() { HasText = name })).ToBeVisibleAsync();
    }

    /// <param name="role">As in the API; empty for none.</param>
    public async Task ShareWithEveryoneAsync(string calendar, string role)
    {
        await page.GetByTestId("calendar-item").Filter(new() { HasText = calendar }).GetByTestId("calendar-share").ClickAsync();
        await page.GetByTestId("access-everyone").SelectOptionAsync(role);
        await page.GetByTestId("access-save").ClickAsync();
        await Assertions.Expect(page.GetByTestId("access-form")).ToHaveCountAsync(0);
    }

    public async Task CreateEventAsync(string title)
    {
        await page.GetByTestId("new-event").ClickAsync();
        await page.GetByTestId("editor-title").FillAsync(title);
        await page.GetByTestId("editor-save").ClickAsync();
        await Assertions.Expect(page.GetByTestId("editor")).ToBeHiddenAsync();
    }

    public async Task OpenEditorAsync(string title)
    {
        await Event(title).First.ClickAsync();
        await Assertions.Expect(page.GetByTestId("editor")).ToBeVisibleAsync();
    }

    public async Task SaveEditorAsync()
    {
        await page.GetByTestId("editor-save").ClickAsync();
        await Assertions.Expect(page.GetByTestId("editor")).ToBeHiddenAsync();
    }

    /// <summary>Drags an event by a number of pixels. It moves in steps, as a hand does, so that the grid receives the movement.</summary>
    public async Task DragAsync(string title, float right, float down)
    {
        var box = (await Event(title).First.BoundingBoxAsync())!;
        var (x, y) = (box.X + box.Width / 2, box.Y + Math.Min(box.Height / 2, 10));
        await page.Mouse.MoveAsync(x, y);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(x + right, y + down, new() { Steps = 12 });
        await page.Mouse.UpAsync();
    }

    public async Task DeleteEventAsync(string title)
    {
        await OpenEditorAsync(title);
        await page.GetByTestId("editor-delete").ClickAsync();
        await page.GetByTestId("editor-delete-confirm").ClickAsync();
        await Assertions.Expect(page.GetByTestId("editor")).ToBeHiddenAsync();
    }

    public Task TakePictureAsync(string name) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(TestPaths.Pictures, $"{name}.png") });
}
