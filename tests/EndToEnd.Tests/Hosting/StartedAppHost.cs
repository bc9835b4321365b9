using System.Diagnostics;
using System.Globalization;

namespace EndToEnd.Tests.Hosting;

/// <summary>The AppHost as a program of its own, as <c>dotnet run</c> starts it; its processes are known by a mark in their environment, which they inherit.</summary>
internal sealed class StartedAppHost : IAsyncDisposable
{
    private const string MarkName = "CALENDAR_TEST_MARK";
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly Process process;
    private readonly string mark;
    private readonly string folder = Directory.CreateTempSubdirectory("calendar-realtime-").FullName;
    private readonly List<string> output = [];

    public StartedAppHost(params string[] arguments)
    {
        mark = Guid.NewGuid().ToString("N");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "AppHost.dll"), $"--Data:Path={Path.Combine(folder, "calendar.db")}", "--CalendarWeb:Run=none", .. arguments])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            // Where the launch profile of AppHost would say the same.
            Environment =
            {
                [MarkName] = mark,
                ["DOTNET_ENVIRONMENT"] = "Development",
                ["ASPNETCORE_URLS"] = "http://localhost:0",
                ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true",
                ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = "http://localhost:0",
                ["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = "http://localhost:0",
            },
        };
        process = Process.Start(start)!;
    }

    public int Id => process.Id;

    public int ExitCode => process.ExitCode;

    public string Output => string.Join(Environment.NewLine, output);

    /// <summary>Reads on until a line has a text.</summary>
    public async Task ReadToAsync(string text, CancellationToken cancellationToken)
    {
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            output.Add(line);
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail($"The host ended before it said '{text}':{Environment.NewLine}{Output}");
    }

    public Task SignalAsync(string signal) => ProcessTree.SignalAsync(signal, [process.Id]);

    public Task WaitForExitAsync(CancellationToken cancellationToken) => process.WaitForExitAsync(cancellationToken);

    /// <summary>All that runs because the host was started: itself, the orchestrator, the services, the dashboard.</summary>
    public IReadOnlyList<int> Processes() =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Select(entry => int.TryParse(Path.GetFileName(entry), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && IsOurs(id)),
    ];

    /// <summary>The process that runs a program, once it is there.</summary>
    public async Task<int> FindAsync(string program, CancellationToken cancellationToken)
    {
        while (true)
        {
            var found = Processes().FirstOrDefault(id => Read(id, "cmdline").Contains(program, StringComparison.Ordinal));
            if (found != 0)
            {
                return found;
            }

            await Task.Delay(Look, cancellationToken);
        }
    }

    public async Task AllGoneAsync(CancellationToken cancellationToken)
    {
        while (Processes() is { Count: > 0 })
        {
            await Task.Delay(Look, cancellationToken);
        }
    }

    public ValueTask DisposeAsync()
    {
        foreach (var id in Processes())
        {
            ProcessTree.Kill(id);
        }

        process.Dispose();
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private bool IsOurs(int id) => Read(id, "environ").Contains($"{MarkName}={mark}", StringComparison.Ordinal);

    /// <summary>Reads a file of /proc; empty if the process has just ended or belongs to another user.</summary>
    private static string Read(int id, string what)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/{what}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
