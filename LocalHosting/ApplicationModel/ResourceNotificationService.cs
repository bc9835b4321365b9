using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Where resources say how they are, and where others wait for it.</summary>
public sealed class ResourceNotificationService
{
    private readonly Lock _gate = new();
    private readonly List<ResourceWaiter> _waiters = [];
    private readonly List<ResourceWatch> _watches = [];
    private ImmutableDictionary<string, ResourceEvent> _states = ImmutableDictionary.Create<string, ResourceEvent>(StringComparer.OrdinalIgnoreCase);

    /// <summary>What <see cref="WaitForResourceHealthyAsync(string, CancellationToken)"/> does when the resource fails.</summary>
    internal WaitBehavior DefaultWaitBehavior { get; init; } = WaitBehavior.StopOnResourceUnavailable;

    /// <summary>Adds what is known of why a resource failed to the errors of those who waited for it.</summary>
    internal Func<string, string>? DescribeFailure { get; set; }

    /// <summary>Every resource and its changes. A slow reader is given the latest state of each, not each state.</summary>
    public async IAsyncEnumerable<ResourceEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var batch in WatchBatchesAsync(cancellationToken))
        {
            foreach (var change in batch)
            {
                yield return change;
            }
        }
    }

    /// <summary>As <see cref="WatchAsync"/>, with what is there already as the first batch.</summary>
    internal async IAsyncEnumerable<IReadOnlyList<ResourceEvent>> WatchBatchesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var watch = new ResourceWatch();
        lock (_gate)
        {
            _watches.Add(watch);
            foreach (var state in _states.Values)
            {
                watch.Offer(state);
            }
        }

        try
        {
            while (true)
            {
                yield return await watch.TakeAsync(cancellationToken);
            }
        }
        finally
        {
            lock (_gate)
            {
                _watches.Remove(watch);
            }
        }
    }

    public Task WaitForResourceAsync(string resourceName, string? targetState = null, CancellationToken cancellationToken = default) =>
        WaitForResourceAsync(resourceName, [targetState ?? KnownResourceStates.Running], cancellationToken);

    /// <returns>The state that was reached.</returns>
    public async Task<string> WaitForResourceAsync(string resourceName, IEnumerable<string> targetStates, CancellationToken cancellationToken = default)
    {
        var targets = targetStates.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var reached = await WaitForResourceAsync(resourceName, change => change.Snapshot.State?.Text is { } state && targets.Contains(state), cancellationToken);
        return reached.Snapshot.State!.Text;
    }

    /// <summary>Waits until a state of the resource, the present one included, satisfies the predicate. None is missed, however short.</summary>
    public async Task<ResourceEvent> WaitForResourceAsync(string resourceName, Func<ResourceEvent, bool> predicate, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(resourceName);
        ArgumentNullException.ThrowIfNull(predicate);

        var waiter = new ResourceWaiter(resourceName, predicate);
        lock (_gate)
        {
            foreach (var state in _states.Values)
            {
                waiter.Offer(state);
            }

            if (!waiter.Reached.IsCompleted)
            {
                _waiters.Add(waiter);
            }
        }

        try
        {
            return await waiter.Reached.WaitAsync(cancellationToken);
        }
        finally
        {
            lock (_gate)
            {
                _waiters.Remove(waiter);
            }
        }
    }

    public Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default) =>
        WaitForResourceHealthyAsync(resourceName, DefaultWaitBehavior, cancellationToken);

    /// <summary>Waits until the resource runs and its health checks pass.</summary>
    /// <exception cref="DistributedApplicationException">It failed, and the behaviour is to stop then.</exception>
    public async Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, WaitBehavior waitBehavior, CancellationToken cancellationToken = default)
    {
        var reached = await WaitForResourceAsync(
            resourceName,
            change => change.Snapshot.HealthStatus is HealthStatus.Healthy || (waitBehavior is WaitBehavior.StopOnResourceUnavailable && change.Snapshot.HasEnded),
            cancellationToken);

        return reached.Snapshot.HealthStatus is HealthStatus.Healthy
            ? reached
            : throw new DistributedApplicationException($"Resource '{resourceName}' is not healthy: {Describe(reached)}");
    }

    /// <summary>The latest state of a resource, by its id, or by its name where it has one instance.</summary>
    public bool TryGetCurrentState(string resourceId, [NotNullWhen(true)] out ResourceEvent? resourceEvent)
    {
        var states = _states;
        if (states.TryGetValue(resourceId, out resourceEvent))
        {
            return true;
        }

        var named = states.Values.Where(state => string.Equals(state.Resource.Name, resourceId, StringComparison.OrdinalIgnoreCase)).Take(2).ToArray();
        resourceEvent = named.Length == 1 ? named[0] : null;
        return resourceEvent is not null;
    }

    /// <summary>Says how a resource is now.</summary>
    public Task PublishUpdateAsync(IResource resource, string resourceId, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(stateFactory);
        lock (_gate)
        {
            var before = _states.GetValueOrDefault(resourceId)?.Snapshot ?? new CustomResourceSnapshot { ResourceType = resource.GetType().Name, Properties = [] };
            var change = new ResourceEvent(resource, resourceId, stateFactory(before));
            _states = _states.SetItem(resourceId, change);
            foreach (var waiter in _waiters)
            {
                waiter.Offer(change);
            }

            foreach (var watch in _watches)
            {
                watch.Offer(change);
            }
        }

        return Task.CompletedTask;
    }

    internal IEnumerable<ResourceEvent> Snapshot() => _states.Values;

    internal string Describe(ResourceEvent failed)
    {
        var snapshot = failed.Snapshot;
        var ending = snapshot.ExitCode is { } exitCode ? $"it ended with exit code {exitCode} (state {snapshot.State?.Text})." : $"its state is {snapshot.State?.Text}.";
        return DescribeFailure?.Invoke(failed.ResourceId) is { Length: > 0 } details ? $"{ending} {details}" : ending;
    }
}
