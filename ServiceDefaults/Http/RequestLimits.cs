using System.ComponentModel.DataAnnotations;

namespace ServiceDefaults.Http;

/// <summary>Configuration section <c>RequestLimits</c>: what a service takes in before any endpoint has a say.</summary>
internal sealed class RequestLimits
{
    public const string Section = "RequestLimits";

    /// <summary>The largest request body, in bytes, unless an endpoint says otherwise. More is 413.</summary>
    [Range(1, 1024L * 1024 * 1024)]
    public long MaxBodyBytes { get; set; } = 1024 * 1024;

    /// <summary>All request headers together, in bytes. More is 431.</summary>
    [Range(1024, 1024 * 1024)]
    public int MaxHeaderBytes { get; set; } = 32 * 1024;

    /// <summary>How long a client may take to send its request headers.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan HeadersTimeout { get; set; } = TimeSpan.FromSeconds(15);
}
