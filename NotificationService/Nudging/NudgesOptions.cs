using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace NotificationService.Nudging;

/// <summary>
/// Configuration section <c>Nudges</c>: who may say "look now". Without an <see cref="Audience"/> nobody may, but callers on the same machine in Development.
/// </summary>
internal sealed class NudgesOptions
{
    /// <summary>The application id URI (<c>api://…</c>) that tokens have to be for.</summary>
    [RegularExpression("api://.+")]
    public string? Audience { get; set; }

    /// <summary>The Entra tenant that the services live in: the issuer of their identities' tokens. Not one of the calendar's tenants.</summary>
    public Guid TenantId { get; set; }

    /// <summary>Object ids of the identities that may: CalendarApi's. A token for the audience can be had by any identity of the tenant.</summary>
    public IList<Guid> Callers { get; } = [];

    /// <summary>Requests per second, all callers together; more are refused, and what they would have said is found by polling.</summary>
    [Range(1, 10_000)]
    public int PerSecond { get; set; } = 100;
}

[OptionsValidator]
internal sealed partial class NudgesOptionsCheck : IValidateOptions<NudgesOptions>;
