namespace CalendarApi.Authentication;

/// <summary>Which tenants may use this system; configuration section <c>Tenants</c>.</summary>
internal sealed class TenantOptions
{
    public const string Section = "Tenants";

    /// <summary>Tenant ids; empty for any tenant that the authority issues tokens for.</summary>
    public IList<Guid> Allowed { get; } = [];

    public bool Allows(Guid tenant) => Allowed.Count == 0 || Allowed.Contains(tenant);
}
