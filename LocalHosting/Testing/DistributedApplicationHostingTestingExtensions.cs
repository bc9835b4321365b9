using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Testing;

/// <summary>How a test reaches the parts of an application.</summary>
public static class DistributedApplicationHostingTestingExtensions
{
    /// <summary>A client whose base address is an endpoint of the resource: the named one, else https, else http.</summary>
    public static HttpClient CreateHttpClient(this DistributedApplication app, string resourceName, string? endpointName = null) =>
        new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = app.GetEndpoint(resourceName, endpointName) };

    /// <exception cref="ArgumentException">There is no such resource or endpoint.</exception>
    public static Uri GetEndpoint(this DistributedApplication app, string resourceName, string? endpointName = null)
    {
        var resource = app.Resource(resourceName) as IResourceWithEndpoints ?? throw new ArgumentException($"Resource '{resourceName}' has no endpoints.", nameof(resourceName));
        string[] candidates = endpointName is null ? ["https", "http"] : [endpointName];
        var endpoint = Array.Find(candidates, name => resource.FindEndpoint(name) is not null)
            ?? throw new ArgumentException($"Resource '{resourceName}' has no endpoint named {string.Join(" or ", candidates.Select(name => $"'{name}'"))}.", nameof(endpointName));
        return new Uri(resource.GetEndpoint(endpoint).Url);
    }

    public static async ValueTask<string?> GetConnectionStringAsync(this DistributedApplication app, string resourceName, CancellationToken cancellationToken = default)
    {
        var resource = app.Resource(resourceName) as IResourceWithConnectionString ?? throw new ArgumentException($"Resource '{resourceName}' has no connection string.", nameof(resourceName));
        return await resource.GetConnectionStringAsync(cancellationToken);
    }

    private static IResource Resource(this DistributedApplication app, string name)
    {
        ArgumentNullException.ThrowIfNull(app);
        return app.Services.GetRequiredService<IResourceCollection>().FirstOrDefault(resource => string.Equals(resource.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException($"There is no resource '{name}'.", nameof(name));
    }
}
