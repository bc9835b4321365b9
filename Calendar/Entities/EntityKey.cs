namespace TeamCalendars.Entities;

/// <summary>Which entity of a tenant it is.</summary>
/// <param name="Parent">The id of the entity that it belongs to, which is of the kind's parent kind; empty for a kind without parent.</param>
internal readonly record struct EntityKey(EntityKind Kind, string Parent, string Id)
{
    public EntityKey(EntityKind kind, string id)
        : this(kind, "", id)
    {
    }

    /// <summary>Null for a kind without parent.</summary>
    public EntityKey? ParentKey => Kind.Parent is { } kind ? new EntityKey(kind, Parent) : null;

    /// <summary><c>calendar.team</c> or <c>event.team.e1</c>. Ids have no dots.</summary>
    public override string ToString() => Kind.Parent is null ? $"{Kind.Name}.{Id}" : $"{Kind.Name}.{Parent}.{Id}";
}
