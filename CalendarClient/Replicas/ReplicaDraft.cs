using System.Collections.Immutable;

namespace CalendarClient;

/// <summary>A new replica in the making; lives within one call of <see cref="ReplicaMerge"/>.</summary>
internal sealed class ReplicaDraft(Replica replica, ICollection<EntityKey> touched)
{
    private readonly long known = replica.Position?.Version ?? -1;
    private readonly ImmutableDictionary<EntityKind, EntityTable>.Builder tables = replica.Tables.ToBuilder();
    private readonly ImmutableDictionary<EntityKey, long>.Builder tombstones = replica.Tombstones.ToBuilder();

    public void Put(ChangedEntity changed)
    {
        if (changed.Version <= known)
        {
            return;
        }

        if (changed.Item is { } entity)
        {
            Restore(entity);
        }
        else
        {
            Bury(changed.Key, changed.Version);
        }
    }

    /// <summary>Adds it, unless something newer is known.</summary>
    public void Restore(IEntity entity)
    {
        var key = entity.Key;
        if (IsBuried(key, entity.Version) || (key.Parent is { } parent && IsBuried(parent, entity.Version)) || Table(key.Kind).Find(key)?.Version >= entity.Version)
        {
            return;
        }

        tables[key.Kind] = Table(key.Kind).Set(entity);
        tombstones.Remove(key);
        touched.Add(key);
    }

    /// <summary>Before a full read is merged: removes what the read does not contain, unless it is newer than the read.</summary>
    public void KeepOnlyAfter(long version)
    {
        foreach (var kind in tables.Keys.ToArray())
        {
            RemoveUpTo(version, Table(kind).All);
        }
    }

    public Replica MoveTo(Position position, string token)
    {
        tombstones.RemoveRange(tombstones.Where(tombstone => tombstone.Value <= position.Version).Select(tombstone => tombstone.Key).ToArray());
        return Done() with { Position = position, Token = token };
    }

    public Replica Done() => replica with { Tables = tables.ToImmutable(), Tombstones = tombstones.ToImmutable() };

    private void Bury(EntityKey key, long version)
    {
        if (IsBuried(key, version))
        {
            return;
        }

        tombstones[key] = version;
        if (Table(key.Kind).Find(key) is { } entity)
        {
            RemoveUpTo(version, [entity]);
        }

        // Its children are deleted by the same change, which does not list them.
        foreach (var kind in tables.Keys.Where(kind => kind.Parent == key.Kind).ToArray())
        {
            RemoveUpTo(version, Table(kind).Of(key.Id));
        }
    }

    private void RemoveUpTo(long version, IEnumerable<IEntity> entities)
    {
        foreach (var entity in entities.Where(entity => entity.Version <= version))
        {
            tables[entity.Key.Kind] = Table(entity.Key.Kind).Remove(entity.Key);
            touched.Add(entity.Key);
        }
    }

    private EntityTable Table(EntityKind kind) => tables.GetValueOrDefault(kind, EntityTable.Empty);

    private bool IsBuried(EntityKey key, long version) => tombstones.TryGetValue(key, out var buried) && buried >= version;
}
