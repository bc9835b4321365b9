using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AppHost;

/// <summary>
/// Prints to the terminal what the dashboard shows: one table of addresses once everything is healthy, and one message with the last log lines
/// for each resource that fails or stays unhealthy.
/// </summary>
internal sealed partial class StartupReport(
    DistributedApplicationModel model,
    ResourceNotificationService notifications,
    ResourceLoggerService logs,
    IConfiguration configuration,
    TimeProvider time,
    ILogger<StartupReport> logger) : BackgroundService
{
    private const string Dashboard = "aspire-dashboard";
    private const int LastLogLines = 20;
    private static readonly TimeSpan LogPatience = TimeSpan.FromSeconds(10);

    /// <summary>How long a resource may be unhealthy before it is reported: <c>StartupReport:Patience</c>, one minute by default.</summary>
    private readonly TimeSpan patience = configuration.GetValue("StartupReport:Patience", TimeSpan.FromMinutes(1));
    private readonly ConcurrentDictionary<string, ResourceEvent> latest = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> unhealthySince = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> complained = new(StringComparer.Ordinal);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(WatchAsync(stoppingToken), ComplainAboutSlowOnesAsync(stoppingToken));

    private async Task WatchAsync(CancellationToken stoppingToken)
    {
        var reported = false;
        await foreach (var change in notifications.WatchAsync(stoppingToken))
        {
            latest[change.ResourceId] = change;
            if (HasFailed(change.Snapshot))
            {
                await ComplainAsync(change, $"{NameOf(change)} has failed: {StateOf(change.Snapshot)}", stoppingToken);
            }
            else if (IsUp(change.Snapshot))
            {
                unhealthySince.TryRemove(change.ResourceId, out _);
                complained.TryRemove(change.ResourceId, out _);
            }
            else
            {
                unhealthySince.TryAdd(change.ResourceId, time.GetUtcNow());
            }

            if (!reported && Expected().All(resource => UpCount(resource) >= resource.GetReplicaCount()))
            {
                reported = true;
                Log.EverythingIsUp(logger, Table());
            }
        }
    }

    private async Task ComplainAboutSlowOnesAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var (id, since) in unhealthySince)
            {
                // A resource that waits for another one is not the cause; the other one is reported.
                if (time.GetUtcNow() - since >= patience && latest.TryGetValue(id, out var change) && IsExpected(change.Resource) && change.Snapshot.State?.Text != KnownResourceStates.Waiting)
                {
                    await ComplainAsync(change, $"{NameOf(change)} is not healthy after {patience.TotalSeconds:0} s: {StateOf(change.Snapshot)}", stoppingToken);
                }
            }
        }
    }

    private async Task ComplainAsync(ResourceEvent change, string what, CancellationToken stoppingToken)
    {
        if (!complained.TryAdd(change.ResourceId, true))
        {
            return;
        }

        var text = new StringBuilder(what);
        foreach (var line in await LastLogLinesAsync(change.ResourceId, stoppingToken))
        {
            text.Append(Environment.NewLine).Append("  | ").Append(line);
        }

        Log.ResourceFailed(logger, text.Append(Environment.NewLine).Append("  The whole log is in the dashboard.").ToString());
    }

    /// <summary>The last log lines of a resource. They help, and nothing depends on them: the orchestrator refuses the log of a process that it is just replacing.</summary>
    private async Task<IEnumerable<string>> LastLogLinesAsync(string resourceId, CancellationToken stoppingToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        limit.CancelAfter(LogPatience);
        var lines = new Queue<string>();
        try
        {
            await foreach (var batch in logs.GetAllAsync(resourceId).WithCancellation(limit.Token))
            {
                foreach (var line in batch.Select(line => Telling(line.Content)).OfType<string>())
                {
                    lines.Enqueue(line);
                    if (lines.Count > LastLogLines)
                    {
                        lines.Dequeue();
                    }
                }
            }
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            lines.Enqueue($"(The log could not be read to its end: {exception.Message})");
        }

        return lines;
    }

    private string Table()
    {
        var order = model.Resources.ToList();
        var rows = latest.Values
            .Where(change => change.Resource is IResourceWithEndpoints && change.Resource.Name != Dashboard && IsUp(change.Snapshot))
            // External endpoints first, because people open them, and the web app before its API.
            .OrderByDescending(change => IsExternal(change.Resource))
            .ThenByDescending(change => IsExternal(change.Resource) ? order.IndexOf(change.Resource) : 0)
            .ThenBy(change => change.ResourceId, StringComparer.Ordinal)
            .SelectMany(change => change.Snapshot.Urls.Where(url => !url.IsInternal).Take(1).Select(url => (change.Resource.Name, url.Url)))
            .ToList();
        if (DashboardAddress() is { } dashboard)
        {
            rows.Insert(rows.FindLastIndex(row => IsExternal(row.Name)) + 1, ("dashboard", dashboard));
        }

        var width = rows.Select(row => row.Name.Length).DefaultIfEmpty().Max();
        return string.Join(Environment.NewLine, rows.Select(row => $"  {row.Name.PadRight(width)}  {row.Url}").Prepend("").Append("  Everything is up. Press Ctrl+C to stop it."));
    }

    /// <summary>With the token that the dashboard needs: Aspire puts it into the address.</summary>
    private string? DashboardAddress() =>
        latest.Values.FirstOrDefault(change => change.Resource.Name == Dashboard)?.Snapshot.Urls.FirstOrDefault(url => url.Name is "http" or "https")?.Url;

    private IEnumerable<IResource> Expected() => model.Resources.Where(IsExpected);

    /// <summary>What runs as a process or a container, and starts by itself. The rest of the model, such as parameters, is no news to anybody.</summary>
    private static bool IsExpected(IResource resource) =>
        (resource is ProjectResource or ExecutableResource || resource.IsContainer()) && !resource.Annotations.OfType<ExplicitStartupAnnotation>().Any();

    private int UpCount(IResource resource) => latest.Values.Count(change => change.Resource == resource && IsUp(change.Snapshot));

    private bool IsExternal(string name) => model.Resources.Any(resource => resource.Name == name && IsExternal(resource));

    private static bool IsExternal(IResource resource) => resource.Annotations.OfType<EndpointAnnotation>().Any(endpoint => endpoint.IsExternal);

    private static bool IsUp(CustomResourceSnapshot snapshot) =>
        HasEnded(snapshot) ? snapshot.ExitCode is 0 : snapshot.HealthStatus is HealthStatus.Healthy;

    private static bool HasFailed(CustomResourceSnapshot snapshot) =>
        snapshot.State?.Text == KnownResourceStates.FailedToStart || (HasEnded(snapshot) && snapshot.ExitCode is not (null or 0));

    private static bool HasEnded(CustomResourceSnapshot snapshot) => KnownResourceStates.TerminalStates.Contains(snapshot.State?.Text);

    private static string NameOf(ResourceEvent change) => change.Resource.GetReplicaCount() == 1 ? change.Resource.Name : change.ResourceId;

    /// <summary>A log line without its time; null for a line that does not help here: stack frames, and the orchestrator's messages about itself.</summary>
    private static string? Telling(string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        var text = space > 0 && DateTimeOffset.TryParse(line[..space], CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? line[(space + 1)..] : line;
        var start = text.AsSpan().TrimStart();
        return start.IsEmpty || start.StartsWith("at ") || start.StartsWith("--- End of") || start.StartsWith("[sys]") ? null : text;
    }

    private static string StateOf(CustomResourceSnapshot snapshot)
    {
        var text = new StringBuilder(snapshot.State?.Text ?? "unknown state");
        if (snapshot.ExitCode is { } code)
        {
            text.Append(CultureInfo.InvariantCulture, $", exit code {code}");
        }

        foreach (var report in snapshot.HealthReports.Where(report => !HasEnded(snapshot) && report.Status is not HealthStatus.Healthy))
        {
            text.Append(CultureInfo.InvariantCulture, $"; health check {report.Name}: {report.Status?.ToString() ?? "no answer yet"} {report.Description ?? report.ExceptionText}");
        }

        return text.ToString().TrimEnd();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Addresses:{Table}")]
        public static partial void EverythingIsUp(ILogger logger, string table);

        [LoggerMessage(2, LogLevel.Error, "{Failure}")]
        public static partial void ResourceFailed(ILogger logger, string failure);
    }
}
