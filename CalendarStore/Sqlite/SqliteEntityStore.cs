using CalendarStore.Changes;
using CalendarStore.Entities;
using CalendarStore.Sqlite.Access;
using CalendarStore.Sqlite.Reading;
using CalendarStore.Sqlite.Tables;
using CalendarStore.Sqlite.Writing;
using NodaTime;
using TeamCalendars.Entities;
using TeamCalendars.Events;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace CalendarStore.Sqlite;

internal sealed class SqliteEntityStore(SqliteDatabase database, EntityKinds kinds, TenantLimits limits) : IEntityStore
{
    public EntityKinds Kinds => kinds;

    public Task<Position> GetPositionAsync(TenantId tenant, CancellationToken cancellationToken) =>
        database.Readers.ReadAsync(session => TenantTable.Position(session, database.Epoch, tenant), cancellationToken);

    public async Task<Entity?> FindAsync(TenantId tenant, EntityKey key, CancellationToken cancellationToken)
    {
        var row = await database.Readers.ReadAsync(session => EntityTable.Find(session, tenant, key), cancellationToken);
        return row?.Damage is { } damage ? throw database.Condition.Damage.Report(tenant, damage) : row?.Entity;
    }

    public async Task<EntityPage?> ListAsync(
        TenantId tenant, EntityKind kind, string parent, Interval? window, string? after, int limit, CancellationToken cancellationToken)
    {
        var page = await database.Readers.ReadAsync(
            session => kind.Parent is { } parentKind && !EntityTable.Exists(session, tenant, new EntityKey(parentKind, parent)) ? null
                : window is { } interval ? EntityTable.ListWindow(session, tenant, kind, parent, EventSpan.Of(interval), after, limit)
                : EntityTable.List(session, tenant, kind, parent, after, limit),
            cancellationToken);
        database.Condition.Damage.Report(tenant, page?.Unreadable ?? []);
        return page;
    }

    /// <summary>The span is that of a caller's write. Leases, checkpoints and purging are writes too, but belong to no caller.</summary>
    public async Task<T> WriteAsync<T>(TenantId tenant, EntityWrite<T> write, CancellationToken cancellationToken)
    {
        using var activity = StoreTelemetry.StartWrite();
        var result = await database.Writer.WriteAsync(transaction => write.Run(new TenantTransaction(transaction, tenant, kinds, limits)), cancellationToken);
        database.Condition.Damage.Wrote(tenant, write, result);
        return result;
    }

    public async Task<ChangesResult> GetChangesAsync(TenantId tenant, Position since, int limit, CancellationToken cancellationToken)
    {
        var (result, unreadable) = await database.Readers.ReadAsync(session => TenantChanges.Read(session, kinds, database.Epoch, tenant, since, limit), cancellationToken);
        database.Condition.Damage.Report(tenant, unreadable);
        return result;
    }

    public Task<bool> IsMigratedAsync(TenantId tenant, CancellationToken cancellationToken) =>
        database.Readers.ReadAsync(session => !TenantTable.HasAssigneeTexts(session, tenant), cancellationToken);

    public Task SetMigratedAsync(TenantId tenant, CancellationToken cancellationToken) =>
        database.Writer.WriteAsync(transaction => TenantTable.RemoveAssigneeTexts(transaction.Session, tenant), cancellationToken);
}
