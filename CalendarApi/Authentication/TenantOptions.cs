namespace CalendarApi.Authentication;

/// <summary>Which tenants may use this system; configuration section <c>Tenants</c>.</summary>
internal sealed class TenantOptions
{
    public const string Section = "Tenants";

    /// <summary>The one item of a list that admits every tenant for which the authority issues tokens.</summary>
    public const string Any = "*";

    /// <summary>Tenant ids, or only <see cref="Any"/>. In Development an empty list admits any tenant too.</summary>
    public IList<string> Allowed { get; } = [];
}
