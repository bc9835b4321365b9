extern alias api;

using CalendarApi.Tests.Hosting;

namespace CalendarApi.Tests.WebApp;

/// <summary>The real program with a small stand-in for the web app's built files.</summary>
internal sealed class Site : IDisposable
{
    public const string Page = "<!doctype html><title>Calendar</title><script type=module src=/assets/app-1a2b3c.js></script>";

    public const string LongPath = "/assets/long-1a2b3c.js";

    /// <summary>Long enough to be compressed.</summary>
    public static readonly string LongScript = string.Concat(Enumerable.Repeat("export const text = 'calendar';\n", 200));

    private readonly string folder = Directory.CreateTempSubdirectory("calendar-web-").FullName;
    private readonly RunningProgram<api::Program> api;

    public Site(CalendarSystem system)
    {
        var root = Directory.CreateDirectory(Path.Combine(folder, "wwwroot"));
        root.CreateSubdirectory("assets");
        File.WriteAllText(Path.Combine(folder, "secret.txt"), "secret");
        File.WriteAllText(Path.Combine(root.FullName, "index.html"), Page);
        File.WriteAllText(Path.Combine(root.FullName, "assets", "app-1a2b3c.js"), "export default 1");
        File.WriteAllText(Path.Combine(root.FullName, "assets", "long-1a2b3c.js"), LongScript);
        api = system.Start(new Dictionary<string, string>
        {
            ["webroot"] = root.FullName,
            ["WebApp:FrameAncestors:0"] = "https://teams.example",
        });
    }

    public Uri Address => api.Address;

    public void Dispose()
    {
        api.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
