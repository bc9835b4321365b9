using System.Collections.Immutable;
using TeamCalendars.Calendars;
using TeamCalendars.Events;

namespace CalendarStore.Changes;

/// <summary>
/// What lies in (<see cref="From"/>, <see cref="To"/>] of one tenant: the latest state once per calendar and event, in the order of version.
/// A deleted calendar stands for its events too: they are not listed one by one.
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
    public required ImmutableArray<ChangedCalendar> Calendars { get; init; }
    public required ImmutableArray<ChangedEvent> Events { get; init; }
}

/// <param name="Calendar">Null when it was deleted: the tombstone.</param>
public sealed record ChangedCalendar(CalendarId Id, long Version, TeamCalendar? Calendar);

/// <param name="Event">Null when it was deleted: the tombstone.</param>
public sealed record ChangedEvent(CalendarId CalendarId, EventId Id, long Version, CalendarEvent? Event);
