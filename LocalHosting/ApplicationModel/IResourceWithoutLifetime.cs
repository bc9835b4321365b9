namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that is only a value: there is nothing to wait for.</summary>
public interface IResourceWithoutLifetime : IResource;
