namespace Aspire.Hosting.ApplicationModel;

/// <summary>Something said of a resource.</summary>
public interface IResourceAnnotation;
