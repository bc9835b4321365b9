using System.Collections.Immutable;
using TeamCalendars.Entities;

namespace CalendarStore.Changes;

/// <summary>
/// What lies in (<see cref="From"/>, <see cref="To"/>] of one tenant: the latest state once per entity, in the order of version.
/// The tombstone of a parent stands for its children too: they are not listed one by one.
/// </summary>
public sealed record ChangeSet
{
    public required string Epoch { get; init; }
    public required long From { get; init; }

    /// <summary>How far this page reaches; equals <see cref="Head"/> when nothing more is to be read.</summary>
    public required long To { get; init; }

    /// <summary>The tenant's version when the page was read.</summary>
    public required long Head { get; init; }

    public bool More => To < Head;

    /// <summary>Of all kinds.</summary>
    public required ImmutableArray<EntityChange> Changes { get; init; }

    /// <summary>Those of one kind, for example <c>Of&lt;CalendarEvent&gt;()</c>.</summary>
    public IEnumerable<EntityChange<TItem>> Of<TItem>()
        where TItem : class => Changes.OfType<EntityChange<TItem>>();
}
