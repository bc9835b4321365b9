using TeamCalendars.Tenants;

namespace TeamCalendars.Writes;

/// <summary>What is stored where a write goes, as far as the decision depends on it.</summary>
internal sealed record WriteState<T>
    where T : class
{
    /// <summary>The tenant's head. Read only when the answer needs it: a write that is carried out moves it.</summary>
    public required Func<Position> Position { get; init; }

    /// <summary>Whether the item that this one belongs to exists. True for an item that belongs to none.</summary>
    public bool ParentExists { get; init; } = true;

    /// <summary>Null when there is no such item, or it was deleted.</summary>
    public T? Current { get; init; }

    /// <summary>Of <see cref="Current"/>.</summary>
    public string? ETag { get; init; }

    /// <summary>Whether the id was deleted, and the deletion is still remembered.</summary>
    public bool Deleted { get; init; }

    /// <summary>The version of the tombstone that lies under the id; null when there is none, or another tombstone stands for it.</summary>
    public long? Tombstone { get; init; }

    /// <summary>Octets of the content of <see cref="Current"/>.</summary>
    public int Size { get; init; }

    /// <summary>What the tenant has. Read only when a limit could be exceeded.</summary>
    public Func<TenantTotals> Totals { get; init; } = () => default;
}
