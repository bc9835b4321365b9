namespace CalendarClient;

/// <summary>Identifies an item within the tenant.</summary>
public readonly record struct EntityKey
{
    internal EntityKey(EntityKind kind, string? parentId, string id) => (Kind, ParentId, Id) = (kind, parentId, id);

    /// <summary>The item's kind.</summary>
    public EntityKind Kind { get; }

    /// <summary>The id of the item that it belongs to; null for a kind without a parent.</summary>
    public string? ParentId { get; }

    /// <summary>The item's id, unique among the items of its kind with the same parent.</summary>
    public string Id { get; }

    /// <summary>The key of the item that this one belongs to; null for a kind without a parent.</summary>
    internal EntityKey? Parent => Kind.Parent is { } parent ? parent.Key(ParentId!) : null;

    /// <summary><c>calendar team</c> or <c>event team/standup</c>, for logs.</summary>
    public override string ToString() => ParentId is null ? $"{Kind} {Id}" : $"{Kind} {ParentId}/{Id}";
}
