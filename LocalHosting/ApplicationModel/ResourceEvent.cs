namespace Aspire.Hosting.ApplicationModel;

/// <summary>A change of a resource. The id tells replicas apart.</summary>
public sealed class ResourceEvent(IResource resource, string resourceId, CustomResourceSnapshot snapshot)
{
    public IResource Resource => resource;

    public string ResourceId => resourceId;

    public CustomResourceSnapshot Snapshot => snapshot;
}
