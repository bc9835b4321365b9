using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LocalHosting.Orchestration;

/// <summary>Holds a resource back until those it waits for are ready.</summary>
internal sealed class DependencyGate(ResourceNotificationService notifications, InstanceRegister instances)
{
    /// <exception cref="DistributedApplicationException">One of them has failed, and the resource is to fail with it.</exception>
    public async Task PassAsync(IResource resource, ResourceReporter reporter, CancellationToken stop)
    {
        var waits = resource.Annotations.OfType<WaitAnnotation>().ToArray();
        if (waits.Length == 0)
        {
            return;
        }

        await reporter.WaitingAsync();
        // One failure is enough: the others need not be waited out.
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await Task.WhenAll(waits.SelectMany(wait => instances.IdsOf(wait.Resource).Select(id => WaitAsync(wait, id, reporter, failed))));
    }

    private async Task WaitAsync(WaitAnnotation wait, string id, ResourceReporter reporter, CancellationTokenSource failed)
    {
        var seen = await notifications.WaitForResourceAsync(id, change => IsReady(wait, change.Snapshot) || IsUnavailable(wait, change.Snapshot), failed.Token);
        if (IsReady(wait, seen.Snapshot))
        {
            return;
        }

        var reason = $"it waits for '{wait.Resource.Name}', but {notifications.Describe(seen)}";
        if ((wait.WaitBehavior ?? notifications.DefaultWaitBehavior) is WaitBehavior.StopOnResourceUnavailable)
        {
            await failed.CancelAsync();
            throw new DistributedApplicationException(reason);
        }

        reporter.Say($"{reason} It goes on waiting: start '{wait.Resource.Name}' again.", isError: true);
        await notifications.WaitForResourceAsync(id, change => IsReady(wait, change.Snapshot), failed.Token);
    }

    private static bool IsReady(WaitAnnotation wait, CustomResourceSnapshot dependency) => wait.WaitType switch
    {
        WaitType.WaitUntilHealthy => dependency.HealthStatus is HealthStatus.Healthy,
        WaitType.WaitUntilStarted => dependency.State?.Text == KnownResourceStates.Running,
        _ => dependency.HasEnded && dependency.ExitCode == wait.ExitCode,
    };

    private static bool IsUnavailable(WaitAnnotation wait, CustomResourceSnapshot dependency) => dependency.HasEnded && !IsReady(wait, dependency);
}
