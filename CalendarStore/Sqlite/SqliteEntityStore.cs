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

namespace CalendarStore.Sqlite;

internal sealed class SqliteEntityStore(SqliteDatabase database, EntityKinds kinds) : IEntityStore
{
    public EntityKinds Kinds => kinds;

    public Task<Position> GetPositionAsync(TenantId tenant, CancellationToken cancellationToken) =>
        database.Readers.ReadAsync(session => TenantTable.Position(session, database.Epoch, tenant), cancellationToken);

    public Task<Entity?> FindAsync(TenantId tenant, EntityKey key, CancellationToken cancellationToken) =>
        database.Readers.ReadAsync(session => EntityTable.Find(session, tenant, key)?.Entity, cancellationToken);

    public Task<IReadOnlyList<Entity>?> ListAsync(
        TenantId tenant, EntityKind kind, string parent, Interval? window, string? after, int limit, CancellationToken cancellationToken) =>
        database.Readers.ReadAsync<IReadOnlyList<Entity>?>(
            session => kind.Parent is { } parentKind && !EntityTable.Exists(session, tenant, new EntityKey(parentKind, parent)) ? null
                : window is { } interval ? EntityTable.ListWindow(session, tenant, kind, parent, EventSpan.Of(interval), after, limit)
                : EntityTable.List(session, tenant, kind, parent, after, limit),
            cancellationToken);

    /// <summary>The span is that of a caller's write. Leases, checkpoints and purging are writes too, but belong to no caller.</summary>
    public async Task<T> WriteAsync<T>(TenantId tenant, EntityWrite<T> write, CancellationToken cancellationToken)
    {
        using var activity = StoreTelemetry.StartWrite();
        return await database.Writer.WriteAsync(transaction => write.Run(new TenantTransaction(transaction, tenant, kinds)), cancellationToken);
    }

    public Task<ChangesResult> GetChangesAsync(TenantId tenant, Position since, int limit, CancellationToken cancellationToken) =>
        database.Readers.ReadAsync(session => TenantChanges.Read(session, kinds, database.Epoch, tenant, since, limit), cancellationToken);
}
