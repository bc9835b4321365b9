using CalendarStore.Changes;
using CalendarStore.Cosmos.Access;
using CalendarStore.Cosmos.Documents;
using CalendarStore.Cosmos.Reading;
using CalendarStore.Cosmos.Writing;
using CalendarStore.Entities;
using NodaTime;
using TeamCalendars.Entities;
using TeamCalendars.Tenants;

namespace CalendarStore.Cosmos;

internal sealed class CosmosEntityStore(CosmosDatabase database, TenantWriters writers, EntityKinds kinds, StoreDamage damage, TimeProvider time) : IEntityStore
{
    public EntityKinds Kinds => kinds;

    public async Task<Position> GetPositionAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var opened = await database.OpenAsync(cancellationToken);
        var (head, _) = await opened.Of(tenant).FindAsync<HeadDocument>("position", DocumentIds.Head, cancellationToken);
        return new Position(opened.Epoch, head?.HeadVersion ?? 0);
    }

    public async Task<Entity?> FindAsync(TenantId tenant, EntityKey key, CancellationToken cancellationToken)
    {
        var opened = await database.OpenAsync(cancellationToken);
        try
        {
            return await EntityReads.FindAsync(opened.Of(tenant), key, cancellationToken);
        }
        catch (UnreadableEntityException unreadable)
        {
            damage.Report(tenant, unreadable);
            throw;
        }
    }

    public async Task<EntityPage?> ListAsync(
        TenantId tenant, EntityKind kind, string parent, Interval? window, string? after, int limit, CancellationToken cancellationToken)
    {
        var page = await EntityReads.ListAsync((await database.OpenAsync(cancellationToken)).Of(tenant), kind, parent, window, after, limit, cancellationToken);
        damage.Report(tenant, page?.Unreadable ?? []);
        return page;
    }

    public async Task<T> WriteAsync<T>(TenantId tenant, EntityWrite<T> write, CancellationToken cancellationToken)
    {
        var result = await writers.WriteAsync(tenant, write, cancellationToken);
        damage.Wrote(tenant, write, result);
        return result;
    }

    public async Task<ChangesResult> GetChangesAsync(TenantId tenant, Position since, int limit, CancellationToken cancellationToken)
    {
        var opened = await database.OpenAsync(cancellationToken);
        var (result, unreadable) = await TenantChanges.ReadAsync(
            opened.Of(tenant), kinds, opened.Epoch, since, limit, Instant.FromDateTimeOffset(time.GetUtcNow()), cancellationToken);
        damage.Report(tenant, unreadable);
        return result;
    }

    public async Task<bool> IsMigratedAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var opened = await database.OpenAsync(cancellationToken);
        return opened.Schema >= EntityDocument.CurrentSchema || await HeadMigration.IsDoneAsync(opened.Of(tenant), cancellationToken);
    }

    public async Task SetMigratedAsync(TenantId tenant, CancellationToken cancellationToken) =>
        await HeadMigration.SetDoneAsync((await database.OpenAsync(cancellationToken)).Of(tenant), cancellationToken);
}
