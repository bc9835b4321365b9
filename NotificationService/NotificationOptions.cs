using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace NotificationService;

/// <summary>Configuration section <c>Notifications</c>.</summary>
internal sealed class NotificationOptions
{
    /// <summary>The shortest time between two pushes of a tenant, and the longest time that a change waits for the next push.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:10")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The time from an accepted push to its re-announcement. Shorter than the period of a client's own check.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:00:20")]
    public TimeSpan ReannounceAfter { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long this instance may be silent before other instances acquire its shares.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan LeaseTime { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>When this many tenants have news without an accepted push, the feed is not read until there are fewer. Their heads wait in the store and use no memory here.</summary>
    [Range(1, 1_000_000)]
    public int MaxWaitingTenants { get; set; } = 20_000;

    /// <summary>How many pushes are in flight at once, for all tenants together. Retries may use at most half of these places.</summary>
    [Range(1, 512)]
    public int MaxParallelPushes { get; set; } = 32;

    /// <summary>The back-off after a first failure, before jitter. It doubles with each further failure in a row.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:10")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest back-off, unless the service asks for more.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The shortest time between two savings of checkpoints.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan CheckpointInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The age of an unannounced change from which the worker reports itself degraded.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan BehindAfter { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the pushes in flight may take to end when the worker stops. Its leases are renewed during that time.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:25")]
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(3);
}

[OptionsValidator]
internal sealed partial class NotificationOptionsCheck : IValidateOptions<NotificationOptions>;
