using System.Security.Cryptography;
using Aspire.Hosting.ApplicationModel;
using LocalHosting.Output;
using LocalHosting.Ports;
using Microsoft.Extensions.Hosting;

namespace LocalHosting.Orchestration;

/// <summary>Starts the resources, keeps them, and stops them: those that wait for others first.</summary>
internal sealed class Orchestrator(
    IResourceCollection resources,
    ResourceNotificationService notifications,
    ResourceLoggerService logs,
    ProcessRunner processes,
    PortAllocation ports,
    InstanceRegister register,
    IResourceEcho echo,
    TimeProvider time) : IHostedService
{
    private readonly Dictionary<IResource, CancellationTokenSource> _stops = [];
    private readonly List<(ResourceInstance Instance, Task Life)> _lives = [];
    private List<ResourceInstance> _instances = [];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        ports.Allocate(resources);
        notifications.DescribeFailure = id => _instances.Find(instance => instance.Id == id) is { } instance ? $"Its last lines:{Environment.NewLine}{instance.Reporter.LastLines()}" : string.Empty;

        var gate = new DependencyGate(notifications, register);
        _instances = [.. resources.SelectMany((resource, index) => Instances(resource, index, gate))];
        foreach (var instance in _instances)
        {
            // All are known before any is started: an id that is waited for exists.
            await instance.Reporter.DescribeAsync();
        }

        foreach (var instance in _instances)
        {
            if (!_stops.TryGetValue(instance.Resource, out var stop))
            {
                _stops.Add(instance.Resource, stop = new CancellationTokenSource());
            }

            _lives.Add((instance, Task.Run(() => instance.RunAsync(stop.Token), CancellationToken.None)));
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var stopped = new Dictionary<IResource, Task>();
        await Task.WhenAll(_stops.Keys.Select(StopAfterDependents));
        _stops.Clear();

        Task StopAfterDependents(IResource resource)
        {
            if (!stopped.TryGetValue(resource, out var task))
            {
                // Set first: a circle of waits (a mistake, but not one to hang on) then ends here.
                stopped[resource] = Task.CompletedTask;
                var dependents = _stops.Keys.Where(other => other.Annotations.OfType<WaitAnnotation>().Any(wait => wait.Resource == resource)).Select(StopAfterDependents).ToArray();
                stopped[resource] = task = StopAsync(resource, dependents);
            }

            return task;
        }
    }

    public async Task<ExecuteCommandResult> ExecuteCommandAsync(Predicate<ResourceInstance> which, string called, string command, CancellationToken cancellationToken)
    {
        var instances = _instances.FindAll(which);
        if (instances.Count == 0)
        {
            return InstanceCommand.Failure($"There is no resource '{called}'.");
        }

        var results = await Task.WhenAll(instances.Select(instance => instance.ExecuteAsync(command, cancellationToken)));
        return Array.Find(results, result => !result.Success) ?? results[0];
    }

    private async Task StopAsync(IResource resource, Task[] dependents)
    {
        await Task.WhenAll(dependents);
        await _stops[resource].CancelAsync();
        await Task.WhenAll(_lives.Where(life => life.Instance.Resource == resource).Select(life => life.Life));
        _stops[resource].Dispose();
    }

    private IEnumerable<ResourceInstance> Instances(IResource resource, int index, DependencyGate gate)
    {
        IResourceRunner runner = resource is ProjectResource or ExecutableResource ? processes : new ValueRunner();
        // Like Aspire's, the ids of programs tell one life of the application from the next; values are called by their name.
        string[] ids = [.. Enumerable.Range(0, resource.GetReplicaCount())
            .Select(_ => runner is ProcessRunner ? $"{resource.Name}-{RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz", 8)}" : resource.Name)];
        register.Add(resource, ids);
        return ids.Select((id, replica) => new ResourceInstance(resource, id, replica, runner, gate, new ResourceReporter(resource, id, index, notifications, logs.Of(id), echo, register, time)));
    }
}
