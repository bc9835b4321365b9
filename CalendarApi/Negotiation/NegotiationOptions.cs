using System.ComponentModel.DataAnnotations;

namespace CalendarApi.Negotiation;

/// <summary>Configuration section <c>Negotiation</c>.</summary>
internal sealed class NegotiationOptions
{
    public const string Section = "Negotiation";

    /// <summary>How long the service remembers a user's membership of the tenant's group; each negotiation starts it anew.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan MembershipLifetime { get; set; } = TimeSpan.FromHours(24);

    /// <summary>What a client is told to wait when the service is away and does not say itself.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(5);
}
