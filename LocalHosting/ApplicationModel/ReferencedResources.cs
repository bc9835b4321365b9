namespace Aspire.Hosting.ApplicationModel;

internal static class ReferencedResources
{
    /// <summary>The resources that a value is made of.</summary>
    public static IEnumerable<IResource> Of(object value) => value switch
    {
        IResource resource => [resource],
        IValueWithReferences made => made.References.SelectMany(Of).Distinct(),
        _ => [],
    };
}
