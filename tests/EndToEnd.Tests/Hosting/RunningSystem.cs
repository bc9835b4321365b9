using System.Diagnostics;
using System.Globalization;
using EndToEnd.Tests.Drivers;

namespace EndToEnd.Tests.Hosting;

/// <summary>The whole system, started from the AppHost as <c>dotnet run</c> would, with a database of its own.</summary>
public sealed class RunningSystem : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly DistributedApplication app;
    private readonly string dataFolder;
    private readonly SignIn signIn;

    private RunningSystem(DistributedApplication app, string dataFolder)
    {
        this.app = app;
        this.dataFolder = dataFolder;
        signIn = new SignIn(app.GetEndpoint("identity"));
    }

    public Uri Api => app.GetEndpoint("calendar-api");

    public Uri Web => app.GetEndpoint("calendar-web");

    /// <param name="web">Whether the web app's development server runs too; it needs npm packages and time.</param>
    /// <param name="data">The connection string of the store; null for a SQLite file of the system's own.</param>
    public static async Task<RunningSystem> StartAsync(bool web, CancellationToken cancellationToken, string? data = null)
    {
        var folder = Directory.CreateTempSubdirectory("calendar-realtime-").FullName;
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(
            [$"--Data:Path={Path.Combine(folder, "calendar.db")}", $"--CalendarWeb:Run={(web ? "vite" : "none")}", .. data is null ? Array.Empty<string>() : [$"--Data:Connection={data}"]], cancellationToken);
        var started = await builder.BuildAsync(cancellationToken);
        try
        {
            await started.StartAsync(cancellationToken);
            foreach (var resource in (string[])["identity", "calendar-api", "notification-service", .. web ? ["calendar-web"] : Array.Empty<string>()])
            {
                await started.ResourceNotifications.WaitForResourceHealthyAsync(resource, cancellationToken).WaitAsync(Patience, cancellationToken);
            }
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }

        return new RunningSystem(started, folder);
    }

    public async Task<ApiClient> SignInAsync(string user, CancellationToken cancellationToken) =>
        new(Api, await signIn.GetTokenAsync(user, cancellationToken));

    public async Task<int> ProcessIdOfAsync(string resource, CancellationToken cancellationToken, int exceptFor = 0)
    {
        var found = await app.ResourceNotifications.WaitForResourceAsync(
            resource, candidate => ProcessId(candidate.Snapshot) is { } id && id != exceptFor, cancellationToken).WaitAsync(Patience, cancellationToken);
        return ProcessId(found.Snapshot)!.Value;
    }

    /// <summary>Kills a part as kill -9 would, and waits until the host has noticed. A host may start it through <c>dotnet run</c>: that has a child.</summary>
    /// <returns>The process id that it had.</returns>
    public async Task<int> KillAsync(string resource, CancellationToken cancellationToken)
    {
        var id = await ProcessIdOfAsync(resource, cancellationToken);
        using var process = Process.GetProcessById(id);
        process.Kill(entireProcessTree: true);
        await app.ResourceNotifications.WaitForResourceAsync(
            resource, candidate => KnownResourceStates.TerminalStates.Contains(candidate.Snapshot.State?.Text), cancellationToken).WaitAsync(Patience, cancellationToken);
        return id;
    }

    public async Task StartResourceAsync(string resource, CancellationToken cancellationToken)
    {
        var result = await app.ResourceCommands.ExecuteCommandAsync(resource, KnownResourceCommands.StartCommand, cancellationToken);
        Assert.True(result.Success, $"{resource} did not start.");
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Directory.Delete(dataFolder, recursive: true);
    }

    private static int? ProcessId(CustomResourceSnapshot snapshot)
    {
        var value = snapshot.Properties.FirstOrDefault(property => property.Name == "executable.pid")?.Value;
        return value is null ? null : Convert.ToInt32(value, CultureInfo.InvariantCulture);
    }
}
