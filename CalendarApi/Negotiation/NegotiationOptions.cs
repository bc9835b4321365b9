using System.ComponentModel.DataAnnotations;

namespace CalendarApi.Negotiation;

/// <summary>Configuration section <c>Negotiation</c>.</summary>
internal sealed class NegotiationOptions
{
    public const string Section = "Negotiation";

    /// <summary>How long the service keeps a user's membership in the tenant's group; each negotiation restarts this time.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan MembershipLifetime { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Connections that one user may open in one burst: all tabs of a browser share one, and each device has one. A page that is loaded again opens another one.</summary>
    [Range(1, 1_000_000)]
    public int Burst { get; set; } = 30;

    /// <summary>Further connections that one user may open in an hour.</summary>
    [Range(1, 1_000_000)]
    public int PerHour { get; set; } = 120;

    /// <summary>Connections that all users of a tenant together may open in one burst.</summary>
    [Range(1, 10_000_000)]
    public int TenantBurst { get; set; } = 10_000;

    /// <summary>Further connections that all users of a tenant together may open in an hour. A connection is negotiated again when its access token expires, after an hour or so.</summary>
    [Range(1, 10_000_000)]
    public int TenantPerHour { get; set; } = 20_000;

    /// <summary>The Retry-After for clients when the service is unavailable and gives none itself.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(5);
}
