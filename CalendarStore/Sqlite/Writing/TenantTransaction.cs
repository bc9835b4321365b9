using CalendarStore.Entities;
using CalendarStore.Sqlite.Tables;
using NodaTime;
using TeamCalendars.Entities;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace CalendarStore.Sqlite.Writing;

/// <summary>A tenant's part of a transaction.</summary>
internal sealed class TenantTransaction(WriteTransaction transaction, TenantId tenant, EntityKinds kinds) : IEntityTransaction
{
    public TenantId Tenant => tenant;

    public Instant Now => transaction.Now;

    public bool Exists(EntityKey key) => EntityTable.Exists(transaction.Session, tenant, key);

    public WriteState<Entity> Find(EntityKey key)
    {
        var row = EntityTable.Find(transaction.Session, tenant, key);
        return new WriteState<Entity>
        {
            Position = TenantTable.Position(transaction.Session, transaction.Epoch, tenant),
            ParentExists = key.ParentKey is not { } parent || Exists(parent),
            Current = row?.Entity,
            ETag = row?.Entity?.Revision.ETag,
            Deleted = row is { Entity: null },
            Tombstone = row is { Entity: null } ? row.Version : null,
            Count = key.Kind.MostPerTenant is not null && row?.Entity is null ? EntityTable.Count(transaction.Session, tenant, key.Kind) : 0,
        };
    }

    public long Advance(string? traceParent)
    {
        // What makes it one step with the change is the transaction.
        transaction.Changed = true;
        return TenantTable.Advance(transaction.Session, tenant, transaction.Now, traceParent);
    }

    public void Put(Entity entity, PreparedContent content) => EntityTable.Write(transaction.Session, tenant, entity.Key, entity.Revision, content);

    public void Delete(EntityKey key, Revision revision)
    {
        EntityTable.Write(transaction.Session, tenant, key, revision, content: null);
        foreach (var kind in kinds.ChildrenOf(key.Kind))
        {
            EntityTable.DeleteAll(transaction.Session, tenant, kind, key.Id, revision);
        }
    }

    public void RaiseHorizon(long version) => TenantTable.RaiseHorizon(transaction.Session, tenant, version);
}
