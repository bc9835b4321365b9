namespace Aspire.Hosting.ApplicationModel;

/// <summary>A relation to another resource, shown by the dashboard.</summary>
public sealed class ResourceRelationshipAnnotation(IResource resource, string type) : IResourceAnnotation
{
    public IResource Resource => resource;

    public string Type => type;
}
