using Aspire.Hosting.ApplicationModel;
using LocalHosting.Dashboard;
using LocalHosting.Orchestration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace LocalHosting.Output;

/// <summary>Says, once everything that starts by itself has come up or failed, where everything is: what people open first.</summary>
internal sealed class StartupSummary(
    IResourceCollection resources,
    InstanceRegister instances,
    ResourceNotificationService notifications,
    DashboardProcess dashboard,
    TerminalOutput terminal) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        terminal.Write("LocalHosting runs the system, in place of Aspire. Where Aspire's packages can be restored, AspirePackages=true takes Aspire.");
        var started = resources.Where(resource => !resource.Annotations.OfType<ExplicitStartupAnnotation>().Any()).ToArray();
        var settled = await Task.WhenAll(started.SelectMany(instances.IdsOf).Select(id =>
            notifications.WaitForResourceAsync(id, change => change.Snapshot.HealthStatus is HealthStatus.Healthy || change.Snapshot.HasEnded, stoppingToken)));
        var login = await dashboard.Ready.WaitAsync(stoppingToken);

        terminal.Write(string.Empty);
        foreach (var (name, url) in Addresses(settled))
        {
            Line(name, url);
        }

        if (login is not null)
        {
            Line("dashboard", login.ToString());
        }

        var failed = settled.Where(change => change.Snapshot.HasEnded && change.Snapshot.ExitCode != 0).Select(change => change.Resource.Name).Distinct().ToArray();
        terminal.Write(failed.Length == 0
            ? "  Everything is up. Ctrl+C stops it."
            : $"  Not running: {string.Join(", ", failed)}; the reasons are above. Ctrl+C stops the rest.");
        terminal.Write(string.Empty);
    }

    private IEnumerable<(string Name, string Url)> Addresses(ResourceEvent[] settled) => settled
        .Where(change => !change.Snapshot.HasEnded)
        .SelectMany(change => change.Resource.Annotations.OfType<EndpointAnnotation>().Select(endpoint => (change, endpoint)))
        // What faces people first, and of that what was added last: front ends come after what they talk to.
        .OrderByDescending(pair => pair.endpoint.IsExternal)
        .ThenByDescending(pair => pair.endpoint.IsExternal ? resources.IndexOf(pair.change.Resource) : -resources.IndexOf(pair.change.Resource))
        .SelectMany(pair => pair.change.Snapshot.Urls.Where(url => url.Name == pair.endpoint.Name).Select(url => (pair.change.Resource.Name, url.Url)));

    private void Line(string name, string url) => terminal.Write($"  {name.PadRight(terminal.NameWidth)}  {url}");
}
