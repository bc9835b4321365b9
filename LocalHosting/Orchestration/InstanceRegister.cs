using Aspire.Hosting.ApplicationModel;

namespace LocalHosting.Orchestration;

/// <summary>The ids of the instances of each resource, fixed when the application starts.</summary>
internal sealed class InstanceRegister
{
    private readonly Dictionary<IResource, IReadOnlyList<string>> _ids = [];

    public void Add(IResource resource, IReadOnlyList<string> ids) => _ids.Add(resource, ids);

    public IReadOnlyList<string> IdsOf(IResource resource) => _ids.GetValueOrDefault(resource) ?? [];
}
