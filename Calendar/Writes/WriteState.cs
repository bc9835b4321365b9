using TeamCalendars.Entities;
using TeamCalendars.Tenants;

namespace TeamCalendars.Writes;

/// <summary>What is stored where a write goes, as far as the decision depends on it.</summary>
internal sealed record WriteState<T>
    where T : class
{
    /// <summary>Whether the item is there, readable or not.</summary>
    public bool Exists => Current is not null || Unreadable;

    /// <summary>The tenant's head. Read only when the answer needs it: a write that is carried out moves it.</summary>
    public required Func<Position> Position { get; init; }

    /// <summary>Whether the item that this one belongs to exists. True for an item that belongs to none.</summary>
    public bool ParentExists { get; init; } = true;

    /// <summary>The item that this one belongs to; null for an item that belongs to none, and when it cannot be read.</summary>
    public Entity? Parent { get; init; }

    /// <summary>Null when there is no such item, it was deleted, or it cannot be read.</summary>
    public T? Current { get; init; }

    /// <summary>Whether the item is there and cannot be read. <see cref="Current"/> is null then.</summary>
    public bool Unreadable { get; init; }

    /// <summary>Of the item, also of one that cannot be read.</summary>
    public string? ETag { get; init; }

    /// <summary>Whether the id was deleted, and the deletion is still remembered.</summary>
    public bool Deleted { get; init; }

    /// <summary>The version of the tombstone that lies under the id; null when there is none, or another tombstone stands for it.</summary>
    public long? Tombstone { get; init; }

    /// <summary>Octets of the item's content.</summary>
    public int Size { get; init; }

    /// <summary>What the tenant has. Read only when a limit could be exceeded.</summary>
    public Func<TenantTotals> Totals { get; init; } = () => default;
}
