namespace CalendarClient;

/// <summary>An item of any kind: what synchronisation knows of it.</summary>
public interface IEntity
{
    /// <summary>Identifies the item within the tenant.</summary>
    EntityKey Key { get; }

    /// <summary>The tenant's version at which the item was last written.</summary>
    long Version { get; }

    /// <summary>In changes: whether this client may see more or less of the item's children than before. Those that did not change are not listed, so a full read is needed.</summary>
    bool ReadInFull => false;
}
