using System.Collections.Immutable;
using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.JavaScript;
using LocalHosting.Health;
using LocalHosting.JavaScript;
using LocalHosting.Ports;
using LocalHosting.Processes;
using Microsoft.Extensions.Options;

namespace LocalHosting.Orchestration;

/// <summary>Runs resources that are programs.</summary>
internal sealed class ProcessRunner(
    ProcessPlanner planner,
    PackageInstaller packages,
    PortAllocation ports,
    HttpProber prober,
    OrphanGuardHolder guard,
    IOptions<LocalHostingOptions> options,
    TimeProvider time) : IResourceRunner
{
    public Task PrepareAsync(ResourceInstance instance, CancellationToken stop) => instance.Resource is JavaScriptAppResource script
        ? packages.EnsureAsync(script, guard.Value, instance.Reporter, stop)
        : Task.CompletedTask;

    public async Task RunAsync(ResourceInstance instance, Action onStarted, CancellationToken stop)
    {
        var reporter = instance.Reporter;
        var plan = await planner.PlanAsync(instance, stop);
        ports.Release(instance.Resource, instance.Replica);
        var startedAt = time.GetTimestamp();
        using var child = ChildProcess.Start(plan, guard.Value, reporter.Line);
        await reporter.RunningAsync(snapshot => Describe(snapshot, instance, plan, child.Id));
        onStarted();

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var monitor = MonitorAsync(instance, ended.Token);
        try
        {
            var exitCode = await child.Completion.WaitAsync(stop);
            await reporter.FinishedAsync(exitCode);
            if (exitCode != 0)
            {
                reporter.Say(string.Create(CultureInfo.InvariantCulture, $"ended by itself with exit code {exitCode}{SignalName(exitCode)} after {time.GetElapsedTime(startedAt).TotalSeconds:0.0} s"), isError: true);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await reporter.StoppingAsync();
            await reporter.StoppedAsync(await child.StopAsync(options.Value.StopTimeout, time));
        }
        finally
        {
            await ended.CancelAsync();
            await monitor;
        }
    }

    private async Task MonitorAsync(ResourceInstance instance, CancellationToken ended)
    {
        HttpProbe[] probes = [.. instance.Resource.Annotations.OfType<HttpProbeAnnotation>().Select(probe =>
            new HttpProbe(probe.Key, new Uri(probe.Endpoint.Annotation.UrlOf(probe.Endpoint.Annotation.Ports![instance.Replica]) + (probe.Path.StartsWith('/') ? probe.Path : "/" + probe.Path)), probe.StatusCode))];
        if (probes.Length == 0)
        {
            return;
        }

        var patience = options.Value.HealthTimeout;
        try
        {
            await new HealthMonitor(prober, time, patience).RunAsync(
                probes,
                instance.Reporter.HealthAsync,
                found => instance.Reporter.Say(string.Create(CultureInfo.InvariantCulture, $"has not become healthy in {patience.TotalSeconds:0.#} s: {found}. It is probed on; what waits for it waits on."), isError: true),
                ended);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The program has ended, and with it its health.
        }
    }

    private static CustomResourceSnapshot Describe(CustomResourceSnapshot snapshot, ResourceInstance instance, ProcessPlan plan, int processId)
    {
        var described = (snapshot with
        {
            EnvironmentVariables = [.. plan.Environment.OrderBy(variable => variable.Key, StringComparer.OrdinalIgnoreCase).Select(variable => new EnvironmentVariableSnapshot(variable.Key, variable.Value, IsFromSpec: true))],
            Urls = [.. instance.Resource.Annotations.OfType<EndpointAnnotation>().Select(endpoint => new UrlSnapshot(endpoint.Name, endpoint.UrlOf(endpoint.Ports![instance.Replica]), IsInternal: false))],
        })
            .WithProperty(KnownProperties.ExecutablePath, plan.FileName)
            .WithProperty(KnownProperties.ExecutableWorkDir, plan.WorkingDirectory)
            .WithProperty(KnownProperties.ExecutableArgs, plan.Arguments.ToImmutableArray(), sensitive: true)
            .WithProperty(KnownProperties.ExecutablePid, processId);

        return instance.Resource.TryGetLastAnnotation<Aspire.Hosting.IProjectMetadata>(out var project)
            ? described.WithProperty(KnownProperties.ProjectPath, project.ProjectPath)
                .WithProperty(KnownProperties.ProjectLaunchProfile, instance.Resource.Annotations.OfType<LaunchProfileAnnotation>().LastOrDefault()?.Name)
            : described;
    }

    // A shell's convention, which .NET follows: a program ended by a signal has exit code 128 + its number.
    private static string SignalName(int exitCode) => exitCode switch
    {
        134 => " (aborted)",
        137 => " (killed)",
        139 => " (segmentation fault)",
        143 => " (terminated)",
        _ => string.Empty,
    };
}
