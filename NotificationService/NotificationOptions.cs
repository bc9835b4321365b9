using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace NotificationService;

/// <summary>Configuration section <c>Notifications</c>.</summary>
internal sealed class NotificationOptions
{
    /// <summary>The least time between two pushes of a tenant, and the longest a change waits for the next one.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:10")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>When a tenant's last position is announced again, after its push was accepted: earlier than a client's own check.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:00:20")]
    public TimeSpan ReannounceAfter { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long this instance may be silent before others take over its share of the tenants.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan LeaseTime { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>When so many tenants have news without an accepted push, the feed is not read until there are fewer: their heads wait in the store, where they take no room.</summary>
    [Range(1, 1_000_000)]
    public int MaxWaitingTenants { get; set; } = 20_000;

    /// <summary>How many pushes are on their way at once, all tenants together. Half of the places are kept from pushes that failed before.</summary>
    [Range(1, 512)]
    public int MaxParallelPushes { get; set; } = 32;

    /// <summary>The wait after a first failure, before jitter; it doubles with each in a row.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:10")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest wait, unless the service asks for more.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often the places in the feed are saved, at most.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan CheckpointInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How old an unannounced change may be before the service calls itself degraded.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan BehindAfter { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long pushes that are on their way may take to end when the worker is stopped. Its leases are renewed meanwhile.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:25")]
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(3);
}

[OptionsValidator]
internal sealed partial class NotificationOptionsCheck : IValidateOptions<NotificationOptions>;
