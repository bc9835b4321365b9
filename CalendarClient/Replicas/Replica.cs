using System.Collections.Immutable;
using EventsById = System.Collections.Immutable.ImmutableDictionary<string, CalendarClient.CalendarEvent>;

namespace CalendarClient;

/// <summary>
/// The calendars and events of the tenant as this client knows them: an immutable value. It has everything up to <see cref="Position"/>;
/// writes of this client may be in it before the position reaches them.
/// </summary>
public sealed record Replica
{
    /// <summary>The replica of a client that has read nothing yet: no calendars, no events, no position.</summary>
    public static readonly Replica Empty = new();

    private Replica()
    {
    }

    /// <summary>The position up to which this client has the tenant's changes; null until the first full read is complete.</summary>
    public Position? Position { get; init; }

    /// <summary>All calendars of the tenant, by id.</summary>
    public ImmutableDictionary<string, Calendar> Calendars { get; init; } = ImmutableDictionary<string, Calendar>.Empty;

    /// <summary>For each calendar id its events by their id. A calendar without events has no entry: the number of entries is not the number of events.</summary>
    public ImmutableDictionary<string, EventsById> Events { get; init; } = ImmutableDictionary<string, EventsById>.Empty;

    /// <summary>The sync token for the next <c>changes?since=</c>. At or before <see cref="Position"/>.</summary>
    internal string? Token { get; init; }

    /// <summary>Versions of deletions that are ahead of the position: a late answer must not bring a deleted item back. Tombstones behind the position are not needed.</summary>
    internal ImmutableDictionary<EntityKey, long> Tombstones { get; init; } = ImmutableDictionary<EntityKey, long>.Empty;

    /// <summary>The calendar with this id; null when there is none.</summary>
    public Calendar? FindCalendar(string id) => Calendars.GetValueOrDefault(id);

    /// <summary>The event with this id in this calendar; null when either does not exist.</summary>
    public CalendarEvent? FindEvent(string calendarId, string id) => Events.GetValueOrDefault(calendarId)?.GetValueOrDefault(id);

    /// <summary>The events of one calendar, in no order; none when the calendar does not exist.</summary>
    public IEnumerable<CalendarEvent> EventsOf(string calendarId) => Events.GetValueOrDefault(calendarId)?.Values ?? [];

    /// <summary>The events of all calendars, in no order.</summary>
    public IEnumerable<CalendarEvent> AllEvents() => Events.Values.SelectMany(events => events.Values);
}
