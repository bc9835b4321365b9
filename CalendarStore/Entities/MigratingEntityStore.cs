using System.Collections.Concurrent;
using CalendarStore.Changes;
using NodaTime;
using TeamCalendars.Entities;
using TeamCalendars.Tenants;

namespace CalendarStore.Entities;

/// <summary>
/// Migrates what an older version stored of a tenant before the first access to it. So no caller sees a tenant that is not migrated, and a large store starts as fast as a small one.
/// Several processes may migrate a tenant at once.
/// </summary>
internal sealed class MigratingEntityStore(IEntityStore store) : IEntityStore
{
    private readonly ConcurrentDictionary<TenantId, Lazy<Task>> migrations = new();

    public EntityKinds Kinds => store.Kinds;

    public async Task<Position> GetPositionAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        await MigratedAsync(tenant, cancellationToken);
        return await store.GetPositionAsync(tenant, cancellationToken);
    }

    public async Task<Entity?> FindAsync(TenantId tenant, EntityKey key, CancellationToken cancellationToken)
    {
        await MigratedAsync(tenant, cancellationToken);
        return await store.FindAsync(tenant, key, cancellationToken);
    }

    public async Task<EntityPage?> ListAsync(TenantId tenant, EntityKind kind, string parent, Interval? window, string? after, int limit, CancellationToken cancellationToken)
    {
        await MigratedAsync(tenant, cancellationToken);
        return await store.ListAsync(tenant, kind, parent, window, after, limit, cancellationToken);
    }

    public async Task<T> WriteAsync<T>(TenantId tenant, EntityWrite<T> write, CancellationToken cancellationToken)
    {
        await MigratedAsync(tenant, cancellationToken);
        return await store.WriteAsync(tenant, write, cancellationToken);
    }

    public async Task<ChangesResult> GetChangesAsync(TenantId tenant, Position since, int limit, CancellationToken cancellationToken)
    {
        await MigratedAsync(tenant, cancellationToken);
        return await store.GetChangesAsync(tenant, since, limit, cancellationToken);
    }

    public Task<bool> IsMigratedAsync(TenantId tenant, CancellationToken cancellationToken) => store.IsMigratedAsync(tenant, cancellationToken);

    public Task SetMigratedAsync(TenantId tenant, CancellationToken cancellationToken) => store.SetMigratedAsync(tenant, cancellationToken);

    private async ValueTask MigratedAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        // The callers that come meanwhile wait for the same migration, which none of them cancels.
        var migration = migrations.GetOrAdd(tenant, _ => new Lazy<Task>(() => MigrateAsync(tenant)));
        try
        {
            await migration.Value.WaitAsync(cancellationToken);
        }
        catch when (migration.Value.IsFaulted)
        {
            // The next caller tries again.
            migrations.TryRemove(KeyValuePair.Create(tenant, migration));
            throw;
        }
    }

    private async Task MigrateAsync(TenantId tenant)
    {
        if (!await store.IsMigratedAsync(tenant, CancellationToken.None))
        {
            await new AssigneeMigration(store, tenant).RunAsync(CancellationToken.None);
            await store.SetMigratedAsync(tenant, CancellationToken.None);
        }
    }
}
