namespace CalendarClient;

/// <summary>An item that changed, as it is now, or its tombstone.</summary>
public abstract record ChangedEntity
{
    private protected ChangedEntity(EntityKey key, long version) => (Key, Version) = (key, version);

    /// <summary>Identifies the item.</summary>
    public EntityKey Key { get; }

    /// <summary>The tenant's version at which the item was last written or deleted.</summary>
    public long Version { get; }

    /// <summary>The item; null when it was deleted.</summary>
    public abstract IEntity? Item { get; }
}

/// <summary>An item of one kind that changed, as it is now, or its tombstone.</summary>
/// <typeparam name="T">The type of the kind's items.</typeparam>
public sealed record Changed<T> : ChangedEntity
    where T : class, IEntity
{
    /// <summary>Makes a change.</summary>
    /// <param name="key">Identifies the item.</param>
    /// <param name="version">The tenant's version at which the item was last written or deleted.</param>
    /// <param name="item">The item; null when it was deleted.</param>
    public Changed(EntityKey key, long version, T? item)
        : base(key, version) => Item = item;

    /// <inheritdoc/>
    public override T? Item { get; }
}
