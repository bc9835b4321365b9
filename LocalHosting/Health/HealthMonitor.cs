using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LocalHosting.Health;

/// <summary>Probes one running instance: often until it is healthy, then now and then.</summary>
internal sealed class HealthMonitor(HttpProber prober, TimeProvider time, TimeSpan patience)
{
    private static readonly TimeSpan WhileUnhealthy = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan WhileHealthy = TimeSpan.FromSeconds(30);

    /// <param name="publish">Called with the reports whenever one of them says something else than before.</param>
    /// <param name="onNeverHealthy">Called once, with what was probed and how it answered, if the instance is still not healthy when the patience ends.</param>
    public async Task RunAsync(IReadOnlyList<HttpProbe> probes, Func<ImmutableArray<HealthReportSnapshot>, Task> publish, Action<string> onNeverHealthy, CancellationToken stopping)
    {
        var since = time.GetTimestamp();
        var complained = false;
        HealthReportSnapshot[] last = [];
        while (!stopping.IsCancellationRequested)
        {
            var reports = await Task.WhenAll(probes.Select(probe => prober.ProbeAsync(probe, stopping)));
            if (!reports.Select(Essence).SequenceEqual(last.Select(Essence)))
            {
                await publish([.. reports]);
            }

            last = reports;
            var healthy = reports.All(report => report.Status is HealthStatus.Healthy);
            if (healthy)
            {
                complained = true;
            }
            else if (!complained && time.GetElapsedTime(since) >= patience)
            {
                complained = true;
                onNeverHealthy(string.Join("; ", reports.Where(report => report.Status is not HealthStatus.Healthy).Select(report => report.Description)));
            }

            await Task.Delay(healthy ? WhileHealthy : WhileUnhealthy, time, stopping);
        }
    }

    private static (HealthStatus?, string?) Essence(HealthReportSnapshot report) => (report.Status, report.Description);
}
