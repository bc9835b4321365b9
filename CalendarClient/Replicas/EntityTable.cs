using System.Collections.Immutable;
using ById = System.Collections.Immutable.ImmutableDictionary<string, CalendarClient.IEntity>;

namespace CalendarClient;

/// <summary>The items of one kind, by the id of their parent and their own: an immutable value.</summary>
internal sealed class EntityTable
{
    public static readonly EntityTable Empty = new(ImmutableDictionary<string, ById>.Empty);

    private readonly ImmutableDictionary<string, ById> byParent;

    private EntityTable(ImmutableDictionary<string, ById> byParent) => this.byParent = byParent;

    public IEnumerable<IEntity> All => byParent.Values.SelectMany(items => items.Values);

    /// <param name="parentId">Null for a kind without a parent.</param>
    public IEnumerable<IEntity> Of(string? parentId) => byParent.GetValueOrDefault(Name(parentId))?.Values ?? [];

    public IEntity? Find(EntityKey key) => byParent.GetValueOrDefault(Name(key.ParentId))?.GetValueOrDefault(key.Id);

    public EntityTable Set(IEntity entity)
    {
        var name = Name(entity.Key.ParentId);
        return new(byParent.SetItem(name, (byParent.GetValueOrDefault(name) ?? ById.Empty).SetItem(entity.Key.Id, entity)));
    }

    public EntityTable Remove(EntityKey key)
    {
        var name = Name(key.ParentId);
        if (byParent.GetValueOrDefault(name) is not { } items)
        {
            return this;
        }

        var rest = items.Remove(key.Id);
        return new(rest.IsEmpty ? byParent.Remove(name) : byParent.SetItem(name, rest));
    }

    /// <summary>Ids are never empty.</summary>
    private static string Name(string? parentId) => parentId ?? "";
}
