using System.ComponentModel.DataAnnotations;

namespace ServiceDefaults.Http;

/// <summary>Configuration section <c>RequestLimits</c>: the limits that a service applies before any endpoint runs.</summary>
internal sealed class RequestLimits
{
    public const string Section = "RequestLimits";

    /// <summary>The largest request body, in bytes, unless an endpoint has its own limit. A larger one gets 413.</summary>
    [Range(1, 1024L * 1024 * 1024)]
    public long MaxBodyBytes { get; set; } = 1024 * 1024;

    /// <summary>The size of all request headers together, in bytes. More gets 431.</summary>
    [Range(1024, 1024 * 1024)]
    public int MaxHeaderBytes { get; set; } = 32 * 1024;

    /// <summary>How long a client may take to send its request headers.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan HeadersTimeout { get; set; } = TimeSpan.FromSeconds(15);
}
