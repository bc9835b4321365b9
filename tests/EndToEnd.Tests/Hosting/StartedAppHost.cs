using System.Globalization;

namespace EndToEnd.Tests.Hosting;

/// <summary>The AppHost as a separate program, as <c>dotnet run</c> starts it. All processes that it starts inherit its environment, and with it a mark by which the test finds them.</summary>
internal sealed class StartedAppHost : IAsyncDisposable
{
    private const string MarkName = "CALENDAR_TEST_MARK";
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly StartedProcess process;
    private readonly string mark = Guid.NewGuid().ToString("N");
    private readonly string folder = Directory.CreateTempSubdirectory("calendar-realtime-").FullName;

    public StartedAppHost(params string[] arguments)
    {
        // As in the launch profile of AppHost.
        var environment = new Dictionary<string, string?>
        {
            [MarkName] = mark,
            ["DOTNET_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = "http://localhost:0",
            ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true",
            ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = "http://localhost:0",
            ["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = "http://localhost:0",
        };
        process = StartedProcess.Start(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "AppHost.dll"), $"--Data:Path={Path.Combine(folder, "calendar.db")}", "--CalendarWeb:Run=none", .. arguments], environment);
    }

    /// <inheritdoc cref="StartedProcess.Output"/>
    public string Output => process.Output;

    /// <summary>Reads on until a line contains the text.</summary>
    public async Task ReadToAsync(string text, CancellationToken cancellationToken)
    {
        while (!(await process.ReadLineAsync(cancellationToken)).Contains(text, StringComparison.Ordinal))
        {
        }
    }

    public Task SignalAsync(string signal, CancellationToken cancellationToken) => process.SignalAsync(signal, cancellationToken);

    /// <inheritdoc cref="StartedProcess.ExitAsync"/>
    public Task<int> ExitAsync(CancellationToken cancellationToken) => process.ExitAsync(cancellationToken);

    /// <summary>Kills the AppHost alone; the programs that it started are not killed.</summary>
    public void Kill() => process.Kill();

    /// <summary>All processes that run because the host was started: the host, the orchestrator, the services, the dashboard.</summary>
    public IReadOnlyList<int> Processes() =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Select(entry => int.TryParse(Path.GetFileName(entry), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && IsOurs(id)),
    ];

    /// <summary>Waits for the process that runs a program.</summary>
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

    public async ValueTask DisposeAsync()
    {
        // The others first: StartedProcess waits for the end of the output, which they have inherited.
        foreach (var id in Processes())
        {
            ProcessTree.Kill(id);
        }

        await process.DisposeAsync();
        Directory.Delete(folder, recursive: true);
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
