using EndToEnd.Tests.Drivers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace EndToEnd.Tests.Hosting;

/// <summary>The whole system, started from the AppHost as <c>dotnet run</c> would, with a database of its own.</summary>
public sealed class RunningSystem : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly DistributedApplication app;
    private readonly string dataFolder;
    private readonly Lazy<SignIn> signIn;

    private RunningSystem(DistributedApplication app, string dataFolder)
    {
        this.app = app;
        this.dataFolder = dataFolder;
        signIn = new Lazy<SignIn>(() => new SignIn(app.GetEndpoint("identity")));
        Parts = new SystemParts(app);
    }

    public Uri Api => app.GetEndpoint("calendar-api");

    public Uri Web => app.GetEndpoint("calendar-web");

    public Uri SignalR => app.GetEndpoint("signalr-emulator");

    public SystemParts Parts { get; }

    /// <param name="web">Whether the web app's development server runs too; it needs npm packages and time.</param>
    /// <param name="configure">Changes the AppHost's resources before the build; gets a folder that exists as long as the system.</param>
    /// <param name="workers">How many instances of the worker run.</param>
    /// <param name="data">The connection string of the store; null for a SQLite file of the system's own.</param>
    public static async Task<RunningSystem> StartAsync(
        bool web, CancellationToken cancellationToken, Action<IDistributedApplicationTestingBuilder, string>? configure = null, int workers = 1, string? data = null)
    {
        var folder = Directory.CreateTempSubdirectory("calendar-realtime-").FullName;
        string[] arguments =
        [
            $"--Data:Path={Path.Combine(folder, "calendar.db")}",
            $"--CalendarWeb:Run={(web ? "vite" : "none")}",
            $"--Notifications:Instances={workers}",
            .. data is null ? Array.Empty<string>() : [$"--Data:Connection={data}"],
        ];
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(arguments, cancellationToken);
        configure?.Invoke(builder, folder);
        var started = await builder.BuildAsync(cancellationToken);
        var system = new RunningSystem(started, folder);
        try
        {
            await started.StartAsync(cancellationToken);
            foreach (var (resource, count) in ((string, int)[])[("identity", 1), ("signalr-emulator", 1), ("calendar-api", 1), ("notification-service", workers), .. web ? [("calendar-web", 1)] : Array.Empty<(string, int)>()])
            {
                await system.Parts.FindAsync(resource, count, cancellationToken);
            }
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }

        return system;
    }

    public async Task<ApiClient> SignInAsync(string user, CancellationToken cancellationToken) =>
        new(Api, await signIn.Value.GetTokenAsync(user, cancellationToken));

    /// <summary>A token with its end, for clients that renew theirs.</summary>
    public Task<CalendarClient.AccessToken> GetTokenAsync(string user, CancellationToken cancellationToken) => signIn.Value.GetAsync(user, cancellationToken);

    public async Task<HttpResponseMessage> GetAsync(string resource, string path, CancellationToken cancellationToken)
    {
        using var client = app.CreateHttpClient(resource);
        return await client.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
    }

    public Task<int> ProcessIdOfAsync(string resource, CancellationToken cancellationToken, int exceptFor = 0) =>
        Parts.ProcessIdOfAsync(new(resource), cancellationToken, exceptFor);

    /// <inheritdoc cref="SystemParts.KillAsync"/>
    public Task<int> KillAsync(string resource, CancellationToken cancellationToken) => Parts.KillAsync(new(resource), cancellationToken);

    public Task StartResourceAsync(string resource, CancellationToken cancellationToken) => Parts.StartAsync(new(resource), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        var stoppedItself = app.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested;
        await app.DisposeAsync();
        Directory.Delete(dataFolder, recursive: true);
        Assert.False(stoppedItself, "The AppHost stopped while the tests ran. Its log, above, says why.");
    }
}
