using TeamCalendars.Writes;

namespace CalendarStore.Hosting;

/// <summary>What one tenant may store at most; configuration section <c>Limits</c>. A tenant that has more already keeps it, and may delete.</summary>
internal sealed class TenantLimitOptions
{
    public const string Section = "Limits";

    public int EventsPerTenant { get; set; } = TenantLimits.Default.Events;

    /// <summary>Octets of all contents together.</summary>
    public long BytesPerTenant { get; set; } = TenantLimits.Default.Bytes;

    public TenantLimits ToLimits() => new() { Events = EventsPerTenant, Bytes = BytesPerTenant };
}
