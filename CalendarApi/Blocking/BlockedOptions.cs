using System.ComponentModel.DataAnnotations;

namespace CalendarApi.Blocking;

/// <summary>Who may no longer use this system, though Entra ID may still issue tokens for them; configuration section <c>Blocked</c>, followed while running.</summary>
internal sealed class BlockedOptions
{
    public const string Section = "Blocked";

    /// <summary>Tenant ids.</summary>
    public IList<Guid> Tenants { get; } = [];

    /// <summary>Single users, each <c>{tenant id}:{object id}</c>.</summary>
    public IList<string> Users { get; } = [];

    /// <summary>While anyone is blocked: how often connections are looked for that were made with a SignalR token from before.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan SweepEvery { get; set; } = TimeSpan.FromMinutes(1);
}
