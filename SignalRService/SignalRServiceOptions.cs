using System.ComponentModel.DataAnnotations;

namespace SignalRService;

/// <summary>Settings of the calls to the service; configuration section <c>SignalR</c>.</summary>
public sealed class SignalRServiceOptions
{
    /// <summary>How long one attempt may take, connecting included.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:40")]
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The most retries of a call that is safe to retry.</summary>
    [Range(0, 10)]
    public int MaxRetries { get; set; } = 2;

    /// <summary>The wait before the first retry, before jitter; it doubles each time.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:30")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest wait between attempts. If the service asks for more (<c>Retry-After</c>), the call fails at once.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>The most connections to the service; further calls wait for a free one.</summary>
    [Range(1, 1000)]
    public int MaxConnections { get; set; } = 64;
}
