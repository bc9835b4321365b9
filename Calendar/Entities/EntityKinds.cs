using System.Collections.Immutable;
using TeamCalendars.Calendars;
using TeamCalendars.Events;
using TeamCalendars.People;

namespace TeamCalendars.Entities;

/// <summary>The kinds that a store knows. It ignores what a newer program stored of another kind.</summary>
internal sealed class EntityKinds(ImmutableArray<EntityKind> kinds)
{
    /// <summary>The registration: one line for each kind. New ones come last, because exports are in this order.</summary>
    public static EntityKinds All { get; } = new(
    [
        CalendarKind.Instance,
        EventKind.Instance,
        PersonKind.Instance,
    ]);

    public ImmutableArray<EntityKind> Kinds => kinds;

    public EntityKind? Find(string name) => kinds.FirstOrDefault(kind => kind.Name == name);

    /// <summary>The kinds whose entities are deleted with one of this kind.</summary>
    public IEnumerable<EntityKind> ChildrenOf(EntityKind? parent) => kinds.Where(kind => kind.Parent == parent);
}
