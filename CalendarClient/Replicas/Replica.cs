using System.Collections.Immutable;
using EventsById = System.Collections.Immutable.ImmutableDictionary<string, CalendarClient.CalendarEvent>;

namespace CalendarClient;

/// <summary>
/// What this client holds of its tenant: an immutable value. All that lies at or before <see cref="Position"/> is in it, whole;
/// its own writes may be in it ahead of that.
/// </summary>
public sealed record Replica
{
    /// <summary>What a client holds before it has read anything.</summary>
    public static readonly Replica Empty = new();

    private Replica()
    {
    }

    /// <summary>How far this client has followed the tenant's changes; null until the first full read is in.</summary>
    public Position? Position { get; init; }

    public ImmutableDictionary<string, Calendar> Calendars { get; init; } = ImmutableDictionary<string, Calendar>.Empty;

    /// <summary>Events by id, by calendar id. A calendar without events has no entry.</summary>
    public ImmutableDictionary<string, EventsById> Events { get; init; } = ImmutableDictionary<string, EventsById>.Empty;

    /// <summary>Where to continue: what <c>changes?since=</c> takes. At or before <see cref="Position"/>.</summary>
    internal string? Token { get; init; }

    /// <summary>Versions of deletions that lie ahead of the position: a late answer must not bring back what is gone. Those behind it need no remembering.</summary>
    internal ImmutableDictionary<EntityKey, long> Tombstones { get; init; } = ImmutableDictionary<EntityKey, long>.Empty;

    public Calendar? FindCalendar(string id) => Calendars.GetValueOrDefault(id);

    public CalendarEvent? FindEvent(string calendarId, string id) => Events.GetValueOrDefault(calendarId)?.GetValueOrDefault(id);

    public IEnumerable<CalendarEvent> EventsOf(string calendarId) => Events.GetValueOrDefault(calendarId)?.Values ?? [];

    public IEnumerable<CalendarEvent> AllEvents() => Events.Values.SelectMany(events => events.Values);
}
