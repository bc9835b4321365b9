using System.Collections.Immutable;

namespace CalendarClient;

/// <summary>The step from one shown replica to the next: everything of one catch-up or write at once, never half of it.</summary>
public sealed record ReplicaChange
{
    /// <summary>The replica after the change.</summary>
    public required Replica Replica { get; init; }

    /// <summary>
    /// Whether <see cref="Replica"/> is to be taken as a whole: it is the first one, it comes from a full read, or the reader fell so far behind
    /// that single changes were dropped. Then <see cref="Items"/> is empty.
    /// </summary>
    public bool IsReset { get; init; }

    /// <summary>The items of all kinds that differ, each once, in no order. With a deleted calendar come its events.</summary>
    public ImmutableArray<EntityChange> Items { get; init; } = [];

    /// <summary>The calendars among <see cref="Items"/>.</summary>
    public IEnumerable<EntityChange<Calendar>> Calendars => Items.OfType<EntityChange<Calendar>>();

    /// <summary>The events among <see cref="Items"/>.</summary>
    public IEnumerable<EntityChange<CalendarEvent>> Events => Items.OfType<EntityChange<CalendarEvent>>();

    /// <summary>The people and resources among <see cref="Items"/>.</summary>
    public IEnumerable<EntityChange<Person>> People => Items.OfType<EntityChange<Person>>();

    /// <summary>Whether there is nothing to show.</summary>
    internal bool IsEmpty => !IsReset && Items.IsEmpty;

    internal static ReplicaChange Reset(Replica replica) => new() { Replica = replica, IsReset = true };

    /// <summary>What differs at the given keys.</summary>
    internal static ReplicaChange Between(Replica before, Replica after, IEnumerable<EntityKey> touched) => new()
    {
        Replica = after,
        Items =
        [
            .. from key in touched.Distinct()
               let old = before.Find(key)
               let now = after.Find(key)
               where !ReferenceEquals(old, now)
               select key.Kind.Change(key, old, now),
        ],
    };
}
