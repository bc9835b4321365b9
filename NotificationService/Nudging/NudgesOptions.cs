using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace NotificationService.Nudging;

/// <summary>
/// Configuration section <c>Nudges</c>: which callers may nudge. Without an <see cref="Audience"/> only callers on the same machine may, and only in Development.
/// </summary>
internal sealed class NudgesOptions
{
    /// <summary>The application id URI (<c>api://…</c>) that tokens must have as their audience.</summary>
    [RegularExpression("api://.+")]
    public string? Audience { get; set; }

    /// <summary>The Entra tenant of the services' identities, which issues their tokens. It is not one of the calendar's tenants.</summary>
    public Guid TenantId { get; set; }

    /// <summary>Object ids of the identities that may nudge (CalendarApi's). The list is needed because any identity of the tenant can get a token for the audience.</summary>
    public IList<Guid> Callers { get; } = [];

    /// <summary>Requests per second, for all callers together. Further ones are refused; polling finds those changes.</summary>
    [Range(1, 10_000)]
    public int PerSecond { get; set; } = 100;
}

[OptionsValidator]
internal sealed partial class NudgesOptionsCheck : IValidateOptions<NudgesOptions>;
