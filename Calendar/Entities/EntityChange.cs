namespace TeamCalendars.Entities;

/// <summary>The current state of an entity that was written, or its tombstone.</summary>
/// <param name="Parent">The id of the entity that it belongs to; empty when it belongs to none.</param>
public abstract record EntityChange(string Parent, string Id, long Version);

/// <param name="Item">Null when it was deleted: the tombstone.</param>
public sealed record EntityChange<TItem>(string Parent, string Id, long Version, TItem? Item) : EntityChange(Parent, Id, Version)
    where TItem : class;
