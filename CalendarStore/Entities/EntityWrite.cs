using TeamCalendars.Entities;

namespace CalendarStore.Entities;

/// <summary>A write as a function of what is stored. A back end may run it several times; what counts is the run that was committed.</summary>
/// <param name="Keys">The entities that it may write; their parents are at hand too.</param>
/// <param name="ChildrenOf">An entity whose children are written with it; null for none.</param>
/// <param name="TooLarge">The result when it alone exceeds what one step can write; null for a write that cannot.</param>
internal sealed record EntityWrite<T>(IReadOnlyList<EntityKey> Keys, Func<IEntityTransaction, T> Run, EntityKey? ChildrenOf = null, Func<T>? TooLarge = null)
{
    /// <summary>Other entities that it only looks at.</summary>
    public IReadOnlyList<EntityKey> LooksAt { get; init; } = [];
}
