using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Gives the resource a connection string, as <c>ConnectionStrings__{name}</c>.</summary>
    /// <param name="connectionName">The name instead of the source's own.</param>
    /// <param name="optional">Whether a connection string without a value is left out rather than an error.</param>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithConnectionString> source, string? connectionName = null, bool optional = false)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(source);

        var resource = source.Resource;
        var name = resource.ConnectionStringEnvironmentVariable ?? $"ConnectionStrings__{connectionName ?? resource.Name}";
        return builder.WithRelationship(resource, RelationshipTypes.Reference).WithEnvironment(async context =>
        {
            var value = await resource.GetConnectionStringAsync(context.CancellationToken);
            if (!string.IsNullOrEmpty(value))
            {
                context.EnvironmentVariables[name] = resource;
            }
            else if (!optional)
            {
                throw new DistributedApplicationException($"The connection string '{resource.Name}' that '{context.Resource.Name}' refers to has no value.");
            }
        });
    }

    /// <summary>Tells the resource where another listens: every endpoint of it, for service discovery and plainly.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(source);
        return builder.WithRelationship(source.Resource, RelationshipTypes.Reference).WithEnvironment(async context =>
        {
            foreach (var endpoint in source.Resource.GetEndpoints())
            {
                await AddAddressesAsync(context, endpoint);
            }
        });
    }

    /// <summary>Tells the resource where one endpoint of another is.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, EndpointReference endpointReference)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(endpointReference);
        return builder.WithRelationship(endpointReference.Resource, RelationshipTypes.Reference)
            .WithEnvironment(context => AddAddressesAsync(context, endpointReference));
    }

    /// <summary>Tells the resource where something outside of the application is.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, string name, Uri uri)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(uri);
        return builder.WithVariable($"services__{name}__default__0", uri.ToString());
    }

    private static async Task AddAddressesAsync(EnvironmentCallbackContext context, EndpointReference endpoint)
    {
        var ports = await endpoint.Annotation.WaitForAllocationAsync(context.CancellationToken);
        var service = endpoint.Resource.Name;
        for (var replica = 0; replica < ports.Count; replica++)
        {
            // No proxy stands before the replicas: service discovery is given them all and spreads its calls.
            context.EnvironmentVariables[$"services__{service}__{endpoint.EndpointName}__{replica}"] = endpoint.Annotation.UrlOf(ports[replica]);
        }

        context.EnvironmentVariables[$"{VariableName(service)}_{VariableName(endpoint.EndpointName)}"] = endpoint;
    }

    private static string VariableName(string name) => name.Replace('-', '_').ToUpperInvariant();
}
