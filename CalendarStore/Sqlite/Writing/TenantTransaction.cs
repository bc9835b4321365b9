using CalendarStore.Entities;
using CalendarStore.Sqlite.Tables;
using NodaTime;
using TeamCalendars.Entities;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace CalendarStore.Sqlite.Writing;

/// <summary>A tenant's part of a transaction.</summary>
internal sealed class TenantTransaction(WriteTransaction transaction, TenantId tenant, EntityKinds kinds, TenantLimits limits) : IEntityTransaction
{
    private EntityRow? lastParent;

    public TenantId Tenant => tenant;

    public Instant Now => transaction.Now;

    public TenantLimits Limits => limits;

    public bool Exists(EntityKey key) => EntityTable.Exists(transaction.Session, tenant, key);

    public WriteState<Entity> Find(EntityKey key)
    {
        var row = EntityTable.Find(transaction.Session, tenant, key);
        var parent = key.ParentKey is { } parentKey ? FindParent(parentKey) : null;
        return new WriteState<Entity>
        {
            Position = () => TenantTable.Position(transaction.Session, transaction.Epoch, tenant),
            ParentExists = key.ParentKey is null || parent is { IsTombstone: false },
            Parent = parent?.Entity,
            Current = row?.Entity,
            Unreadable = row?.Damage is not null,
            ETag = row?.Damage?.ETag ?? row?.Entity?.Revision.ETag,
            Deleted = row is { IsTombstone: true },
            Tombstone = row is { IsTombstone: true } ? row.Version : null,
            Size = row?.Size ?? 0,
            Totals = () => TenantTable.Totals(transaction.Session, tenant, key.Kind),
        };
    }

    public Position Advance(string? traceParent)
    {
        // What makes it one step with the change is the transaction.
        transaction.Changed = true;
        return new Position(transaction.Epoch, TenantTable.Advance(transaction.Session, tenant, transaction.Now, traceParent));
    }

    public void Put(Entity entity, PreparedContent content) => Write(entity.Key, entity.Revision, content);

    public void Delete(EntityKey key, Revision revision)
    {
        Write(key, revision, content: null);
        foreach (var kind in kinds.ChildrenOf(key.Kind))
        {
            if (EntityTable.HasMoreThan(transaction.Session, tenant, kind, key.Id, StoreLimits.MaxChildrenAtOnce))
            {
                SweepTable.Add(transaction.Session, tenant, kind, key.Id, revision);
                transaction.Sweeps = true;
            }
            else
            {
                EntityTable.DeleteAll(transaction.Session, tenant, kind, key.Id, revision);
            }
        }
    }

    public void RaiseHorizon(long version) => TenantTable.RaiseHorizon(transaction.Session, tenant, version);

    /// <summary>The children that a step writes have one parent nearly always: it is read once, with the rights in it.</summary>
    private EntityRow? FindParent(EntityKey key) => lastParent?.Key == key ? lastParent : lastParent = EntityTable.Find(transaction.Session, tenant, key);

    private void Write(EntityKey key, Revision revision, PreparedContent? content)
    {
        EntityTable.Write(transaction.Session, tenant, key, revision, content);
        lastParent = lastParent?.Key == key ? null : lastParent;
    }
}
