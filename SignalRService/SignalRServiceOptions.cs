using System.ComponentModel.DataAnnotations;

namespace SignalRService;

/// <summary>How calls to the service are made; configuration section <c>SignalR</c>.</summary>
public sealed class SignalRServiceOptions
{
    /// <summary>How long one attempt may take, connecting included.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:40")]
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a call that is safe to repeat is repeated.</summary>
    [Range(0, 10)]
    public int MaxRetries { get; set; } = 2;

    /// <summary>The wait before the first repetition, before jitter; it doubles each time.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:30")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest wait between attempts. A service that asks for more (<c>Retry-After</c>) is obeyed by failing at once.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Connections kept to the service at most; calls beyond wait for one.</summary>
    [Range(1, 1000)]
    public int MaxConnections { get; set; } = 64;
}
