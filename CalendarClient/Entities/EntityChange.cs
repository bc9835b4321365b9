namespace CalendarClient;

/// <summary>What happened to one item.</summary>
public abstract record EntityChange
{
    private protected EntityChange(EntityKey key) => Key = key;

    /// <summary>Identifies the item.</summary>
    public EntityKey Key { get; }

    /// <summary>The item's id, unique among the items of its kind with the same parent.</summary>
    public string Id => Key.Id;

    /// <summary>The id of the item that it belongs to: for an event, its calendar. Null for a kind without a parent.</summary>
    public string? ParentId => Key.ParentId;

    /// <summary>The item before the change; null when it is new.</summary>
    public abstract IEntity? Before { get; }

    /// <summary>The item now; null when it was deleted, by itself or with its parent.</summary>
    public abstract IEntity? After { get; }
}

/// <summary>What happened to one item of a kind.</summary>
/// <typeparam name="T">The type of the kind's items.</typeparam>
public sealed record EntityChange<T> : EntityChange
    where T : class, IEntity
{
    /// <summary>Makes a change.</summary>
    /// <param name="key">Identifies the item.</param>
    /// <param name="before">The item before the change; null when it is new.</param>
    /// <param name="after">The item now; null when it was deleted, by itself or with its parent.</param>
    public EntityChange(EntityKey key, T? before, T? after)
        : base(key) => (Before, After) = (before, after);

    /// <inheritdoc/>
    public override T? Before { get; }

    /// <inheritdoc/>
    public override T? After { get; }
}
