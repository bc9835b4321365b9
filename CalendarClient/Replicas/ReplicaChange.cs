using System.Collections.Immutable;

namespace CalendarClient;

/// <summary>The step from one shown replica to the next: everything of one catch-up or write at once, never half of it.</summary>
public sealed record ReplicaChange
{
    /// <summary>The replica after the change.</summary>
    public required Replica Replica { get; init; }

    /// <summary>
    /// Whether <see cref="Replica"/> is to be taken as a whole: it is the first one, it comes from a full read, or the reader fell so far behind
    /// that single changes were dropped. Then <see cref="Calendars"/> and <see cref="Events"/> are empty.
    /// </summary>
    public bool IsReset { get; init; }

    /// <summary>The calendars that differ, each once, in no order.</summary>
    public ImmutableArray<CalendarChange> Calendars { get; init; } = [];

    /// <summary>The events that differ, each once, in no order. With a deleted calendar come its events.</summary>
    public ImmutableArray<EventChange> Events { get; init; } = [];

    internal static ReplicaChange Reset(Replica replica) => new() { Replica = replica, IsReset = true };

    /// <summary>What differs at the given keys.</summary>
    internal static ReplicaChange Between(Replica before, Replica after, IEnumerable<EntityKey> touched)
    {
        var calendars = ImmutableArray.CreateBuilder<CalendarChange>();
        var events = ImmutableArray.CreateBuilder<EventChange>();
        foreach (var key in touched.ToHashSet())
        {
            if (key.EventId is { } id)
            {
                var change = new EventChange(key.CalendarId, id, before.FindEvent(key.CalendarId, id), after.FindEvent(key.CalendarId, id));
                if (!ReferenceEquals(change.Before, change.After))
                {
                    events.Add(change);
                }
            }
            else
            {
                var change = new CalendarChange(key.CalendarId, before.FindCalendar(key.CalendarId), after.FindCalendar(key.CalendarId));
                if (!ReferenceEquals(change.Before, change.After))
                {
                    calendars.Add(change);
                }
            }
        }

        return new() { Replica = after, Calendars = calendars.DrainToImmutable(), Events = events.DrainToImmutable() };
    }
}

/// <summary>What happened to one calendar.</summary>
/// <param name="Id">The calendar's id.</param>
/// <param name="Before">The calendar before the change; null when it is new.</param>
/// <param name="After">The calendar now; null when it was deleted.</param>
public sealed record CalendarChange(string Id, Calendar? Before, Calendar? After);

/// <summary>What happened to one event.</summary>
/// <param name="CalendarId">The id of its calendar.</param>
/// <param name="Id">The event's id, unique within its calendar.</param>
/// <param name="Before">The event before the change; null when it is new.</param>
/// <param name="After">The event now; null when it was deleted, by itself or with its calendar.</param>
public sealed record EventChange(string CalendarId, string Id, CalendarEvent? Before, CalendarEvent? After);
