using LocalHosting.Orchestration;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Gives commands to resources.</summary>
public sealed class ResourceCommandService
{
    private readonly Orchestrator _orchestrator;

    internal ResourceCommandService(Orchestrator orchestrator) => _orchestrator = orchestrator;

    /// <summary>Gives a command to one instance by its id, or to a resource by its name.</summary>
    public Task<ExecuteCommandResult> ExecuteCommandAsync(string resourceId, string commandName, CancellationToken cancellationToken = default) =>
        _orchestrator.ExecuteCommandAsync(instance => instance.IsCalled(resourceId), resourceId, commandName, cancellationToken);

    /// <summary>Gives a command to every instance of a resource.</summary>
    public Task<ExecuteCommandResult> ExecuteCommandAsync(IResource resource, string commandName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return _orchestrator.ExecuteCommandAsync(instance => instance.Resource == resource, resource.Name, commandName, cancellationToken);
    }
}
