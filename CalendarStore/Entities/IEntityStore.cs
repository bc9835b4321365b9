using CalendarStore.Changes;
using NodaTime;
using TeamCalendars.Entities;
using TeamCalendars.Tenants;

namespace CalendarStore.Entities;

/// <summary>What a back end does, for all kinds alike. <see cref="EntityCalendarStore"/> is its typed face.</summary>
internal interface IEntityStore
{
    EntityKinds Kinds { get; }

    Task<Position> GetPositionAsync(TenantId tenant, CancellationToken cancellationToken);

    Task<Entity?> FindAsync(TenantId tenant, EntityKey key, CancellationToken cancellationToken);

    /// <summary>The entities of one kind and parent, all of them or those of a window, in the order of id.</summary>
    /// <returns>At most <paramref name="limit"/> items and <see cref="StoreLimits.MaxPageBytes"/>; null when there is no such parent.</returns>
    Task<EntityPage?> ListAsync(
        TenantId tenant, EntityKind kind, string parent, Interval? window, string? after, int limit, CancellationToken cancellationToken);

    /// <summary>Runs the write and returns when it is durable.</summary>
    Task<T> WriteAsync<T>(TenantId tenant, EntityWrite<T> write, CancellationToken cancellationToken);

    Task<ChangesResult> GetChangesAsync(TenantId tenant, Position since, int limit, CancellationToken cancellationToken);

    /// <summary>False for a tenant that an older version wrote: its events may have assignees that are texts.</summary>
    Task<bool> IsMigratedAsync(TenantId tenant, CancellationToken cancellationToken);

    Task SetMigratedAsync(TenantId tenant, CancellationToken cancellationToken);
}
