using System.ComponentModel.DataAnnotations;

namespace CalendarApi.Blocking;

/// <summary>Tenants and users that may no longer use this system, even if Entra ID still issues tokens for them; configuration section <c>Blocked</c>, re-read when it changes.</summary>
internal sealed class BlockedOptions
{
    public const string Section = "Blocked";

    /// <summary>Tenant ids.</summary>
    public IList<Guid> Tenants { get; } = [];

    /// <summary>Single users, each as <c>{tenant id}:{object id}</c>.</summary>
    public IList<string> Users { get; } = [];

    /// <summary>While anyone is blocked: how often to look for connections that were opened with a SignalR token issued before the block.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan SweepEvery { get; set; } = TimeSpan.FromMinutes(1);
}
