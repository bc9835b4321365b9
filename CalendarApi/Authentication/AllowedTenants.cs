using System.Collections.Frozen;
using Microsoft.Extensions.Options;

namespace CalendarApi.Authentication;

/// <summary>The tenants that may use this system.</summary>
internal sealed class AllowedTenants(IOptions<TenantOptions> options)
{
    /// <summary>Null for any. The list is validated: only Development may have an empty one.</summary>
    private readonly FrozenSet<Guid>? tenants = options.Value.Allowed is [] or [TenantOptions.Any] ? null : options.Value.Allowed.Select(Guid.Parse).ToFrozenSet();

    public bool Contains(Guid tenant) => tenants is null || tenants.Contains(tenant);
}
