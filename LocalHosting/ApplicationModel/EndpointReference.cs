using System.Globalization;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The address of a resource's endpoint, known once the application has started.</summary>
public sealed class EndpointReference : IManifestExpressionProvider, IValueProvider, IValueWithReferences
{
    public EndpointReference(IResourceWithEndpoints owner, string endpointName)
    {
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentException.ThrowIfNullOrEmpty(endpointName);
        Resource = owner;
        EndpointName = endpointName;
    }

    public IResourceWithEndpoints Resource { get; }

    public string EndpointName { get; }

    /// <summary>Whether the resource has an endpoint of that name.</summary>
    public bool Exists => Find() is not null;

    /// <summary>Whether its port has been chosen.</summary>
    public bool IsAllocated => Find() is { IsAllocated: true };

    public bool IsHttp => Find() is { UriScheme: "http" };

    public bool IsHttps => Find() is { UriScheme: "https" };

    /// <exception cref="InvalidOperationException">There is no such endpoint, or the application has not started.</exception>
    public int Port => Annotation.Ports?[0] ?? throw new InvalidOperationException($"The endpoint '{EndpointName}' of resource '{Resource.Name}' is not allocated: ports are chosen when the application starts.");

    public int? TargetPort => IsAllocated ? Port : null;

    public string Host => Annotation.TargetHost;

    public string Scheme => Annotation.UriScheme;

    /// <inheritdoc cref="Port" />
    public string Url => Annotation.UrlOf(Port);

    public string ValueExpression => $"{{{Resource.Name}.bindings.{EndpointName}.url}}";

    IEnumerable<object> IValueWithReferences.References => [Resource];

    internal EndpointAnnotation Annotation => Find() ?? throw new InvalidOperationException($"Resource '{Resource.Name}' has no endpoint named '{EndpointName}'.");

    /// <summary>A part of the address, usable in expressions.</summary>
    public EndpointReferenceExpression Property(EndpointProperty property) => new(this, property);

    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => GetValueAsync(EndpointProperty.Url, cancellationToken);

    internal async ValueTask<string?> GetValueAsync(EndpointProperty property, CancellationToken cancellationToken)
    {
        var ports = await Annotation.WaitForAllocationAsync(cancellationToken);
        var port = ports[0].ToString(CultureInfo.InvariantCulture);
        return property switch
        {
            EndpointProperty.Url => Annotation.UrlOf(ports[0]),
            EndpointProperty.Host => Host,
            EndpointProperty.IPV4Host => "127.0.0.1",
            EndpointProperty.Port or EndpointProperty.TargetPort => port,
            EndpointProperty.Scheme => Scheme,
            EndpointProperty.HostAndPort => $"{Host}:{port}",
            _ => throw new InvalidOperationException($"The property '{property}' of an endpoint is not known."),
        };
    }

    private EndpointAnnotation? Find() => Resource.FindEndpoint(EndpointName);
}
