using System.Net.Sockets;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>An endpoint of a resource. No proxy stands before it: callers reach the program itself.</summary>
public sealed class EndpointAnnotation : IResourceAnnotation
{
    private readonly TaskCompletionSource<IReadOnlyList<int>> _allocation = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public EndpointAnnotation(ProtocolType protocol, string? uriScheme = null, string? transport = null, string? name = null, int? port = null, int? targetPort = null, bool? isExternal = null, bool isProxied = true)
    {
        Protocol = protocol;
        UriScheme = uriScheme ?? (protocol is ProtocolType.Udp ? "udp" : "tcp");
        Transport = transport ?? (UriScheme is "http" or "https" ? "http" : UriScheme);
        Name = name ?? UriScheme;
        Port = port;
        TargetPort = targetPort;
        IsExternal = isExternal ?? false;
        IsProxied = isProxied;
    }

    public string Name { get; }

    public ProtocolType Protocol { get; }

    public string UriScheme { get; }

    public string Transport { get; }

    /// <summary>The port callers are to use. Null: a free one.</summary>
    public int? Port { get; set; }

    /// <summary>The port the program listens on by itself. Null: the one it is told.</summary>
    public int? TargetPort { get; set; }

    /// <summary>The environment variable in which the program is told its port.</summary>
    public string? TargetPortEnvironmentVariable { get; set; }

    /// <summary>The host name callers use.</summary>
    public string TargetHost { get; set; } = "localhost";

    public bool IsExternal { get; set; }

    /// <summary>Whether a proxy was asked for. Taken note of, not acted on.</summary>
    public bool IsProxied { get; set; }

    internal bool IsAllocated => _allocation.Task.IsCompletedSuccessfully;

    /// <summary>The ports of the replicas, once the application has started.</summary>
    internal IReadOnlyList<int>? Ports => IsAllocated ? _allocation.Task.Result : null;

    internal bool IsHttp => UriScheme is "http" or "https";

    internal void Allocate(IReadOnlyList<int> ports) => _allocation.TrySetResult(ports);

    internal Task<IReadOnlyList<int>> WaitForAllocationAsync(CancellationToken cancellationToken) => _allocation.Task.WaitAsync(cancellationToken);

    internal string UrlOf(int port) => $"{UriScheme}://{TargetHost}:{port.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
}
