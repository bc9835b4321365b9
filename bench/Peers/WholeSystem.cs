using System.Net;
using System.Net.Sockets;
using Bench.Load;
using Bench.Samples;

namespace Bench.Peers;

/// <summary>The whole system, from the AppHost as <c>dotnet run</c> would start it, without the web app; with its own store and sample users.</summary>
internal sealed class WholeSystem : IAsyncDisposable
{
    private readonly DistributedApplication app;
    private readonly DataFolder data;

    private WholeSystem(DistributedApplication app, DataFolder data, int users)
    {
        this.app = app;
        this.data = data;
        Target = new(app.GetEndpoint("calendar-api"), app.GetEndpoint("identity"), users, SampleDirectory.Domain);
    }

    public Target.System Target { get; }

    /// <summary>The other tenant of the same system.</summary>
    public Target.System Neighbour => Target with { Users = SampleDirectory.NeighbourUsers, Domain = SampleDirectory.NeighbourDomain };

    public string StoreConnectionString => data.ConnectionString;

    public required Target.Emulator Emulator { get; init; }

    public required int ApiProcessId { get; init; }

    public required int WorkerProcessId { get; init; }

    public required int EmulatorProcessId { get; init; }

    /// <param name="data">The folder of the store; disposed of with the system.</param>
    /// <param name="workerSettings">Environment variables of NotificationService; none in most rows, because its defaults are measured.</param>
    public static async Task<WholeSystem> StartAsync(
        DataFolder data, int users, IReadOnlyDictionary<string, string>? workerSettings = null, CancellationToken cancellationToken = default)
    {
        try
        {
            var directory = Path.Combine(data.Path, "directory.json");
            await File.WriteAllBytesAsync(directory, SampleDirectory.Json(users), cancellationToken);
            var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>([$"--Data:Path={data.Database}", "--CalendarWeb:Run=none"], cancellationToken);
            Set("identity", "IdentityEmulator__DirectoryFile", directory);
            // Few users of one tenant stand for many of several.
            foreach (var name in (string[])["Negotiation__Burst", "Negotiation__TenantBurst", "RateLimits__TenantBurst"])
            {
                Set("calendar-api", name, "1000000");
            }

            foreach (var (name, value) in workerSettings ?? new Dictionary<string, string>())
            {
                Set("notification-service", name, value);
            }

            TakeProxiesAway(builder);
            var started = await RunningParts.StartAsync(builder, ["identity", "calendar-api", "notification-service"], cancellationToken);
            return new WholeSystem(started, data, users)
            {
                Emulator = new((await started.GetConnectionStringAsync("signalr", cancellationToken))!),
                ApiProcessId = await RunningParts.ProcessIdAsync(started, "calendar-api", cancellationToken),
                WorkerProcessId = await RunningParts.ProcessIdAsync(started, "notification-service", cancellationToken),
                EmulatorProcessId = await RunningParts.ProcessIdAsync(started, "signalr-emulator", cancellationToken),
            };

            void Set(string part, string name, string value) =>
                builder.CreateResourceBuilder(builder.Resources.OfType<ProjectResource>().Single(resource => resource.Name == part)).WithEnvironment(name, value);
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        data.Dispose();
    }

    /// <summary>
    /// On a developer's machine Aspire's orchestrator puts a proxy in front of each program, which copies every request and every pushed frame. Production has none
    /// and the other peers have none, so the programs get ports of their own here. Such a port is free now, and hardly ever taken before the program listens.
    /// </summary>
    private static void TakeProxiesAway(IDistributedApplicationTestingBuilder builder)
    {
        foreach (var endpoint in builder.Resources.OfType<ProjectResource>().SelectMany(project => project.Annotations.OfType<EndpointAnnotation>()))
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            endpoint.IsProxied = false;
            endpoint.Port = endpoint.TargetPort = ((IPEndPoint)listener.LocalEndpoint).Port;
        }
    }
}
