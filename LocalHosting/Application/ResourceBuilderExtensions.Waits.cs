using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Holds the start back until the dependency runs and is healthy.</summary>
    public static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
        where T : IResourceWithWaitSupport
        => builder.Waits(dependency, WaitType.WaitUntilHealthy, behavior: null);

    /// <inheritdoc cref="WaitFor{T}(IResourceBuilder{T}, IResourceBuilder{IResource})" />
    public static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency, WaitBehavior waitBehavior)
        where T : IResourceWithWaitSupport
        => builder.Waits(dependency, WaitType.WaitUntilHealthy, waitBehavior);

    /// <summary>Holds the start back until the dependency runs, healthy or not.</summary>
    public static IResourceBuilder<T> WaitForStart<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
        where T : IResourceWithWaitSupport
        => builder.Waits(dependency, WaitType.WaitUntilStarted, behavior: null);

    /// <summary>Holds the start back until the dependency has ended with the exit code. Another exit code is a failure.</summary>
    public static IResourceBuilder<T> WaitForCompletion<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency, int exitCode = 0)
        where T : IResourceWithWaitSupport
        => builder.Waits(dependency, WaitType.WaitForCompletion, behavior: null, exitCode);

    /// <summary>The resource is healthy when a GET answers with the status code.</summary>
    /// <param name="path">Null: "/".</param>
    /// <param name="statusCode">Null: 200.</param>
    /// <param name="endpointName">Null: the https endpoint if there is one, else http.</param>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(this IResourceBuilder<T> builder, string? path = null, int? statusCode = null, string? endpointName = null)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        var name = endpointName ?? (builder.Resource.FindEndpoint("https") is null ? "http" : "https");
        return builder.WithAnnotation(new HttpProbeAnnotation(new EndpointReference(builder.Resource, name), path ?? "/", statusCode ?? 200));
    }

    private static IResourceBuilder<T> Waits<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency, WaitType type, WaitBehavior? behavior, int exitCode = 0)
        where T : IResourceWithWaitSupport
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(dependency);
        if (ReferenceEquals(builder.Resource, dependency.Resource))
        {
            throw new DistributedApplicationException($"Resource '{builder.Resource.Name}' cannot wait for itself.");
        }

        return dependency.Resource is IResourceWithoutLifetime
            ? builder
            : builder.WithRelationship(dependency.Resource, RelationshipTypes.WaitFor)
                .WithAnnotation(new WaitAnnotation(dependency.Resource, type, exitCode) { WaitBehavior = behavior });
    }
}
