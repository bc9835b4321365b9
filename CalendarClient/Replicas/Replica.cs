using System.Collections.Immutable;

namespace CalendarClient;

/// <summary>
/// The calendars, events and people of the tenant as this client knows them: an immutable value. It has everything up to <see cref="Position"/>;
/// writes of this client may be in it before the position reaches them.
/// </summary>
public sealed record Replica
{
    /// <summary>The replica of a client that has read nothing yet: no items, no position.</summary>
    public static readonly Replica Empty = new();

    private Replica()
    {
    }

    /// <summary>The position up to which this client has the tenant's changes; null until the first full read is complete.</summary>
    public Position? Position { get; init; }

    /// <summary>The items of all kinds, in no order.</summary>
    public IEnumerable<IEntity> Items => Tables.Values.SelectMany(table => table.All);

    /// <summary>All calendars of the tenant, in no order.</summary>
    public IEnumerable<Calendar> Calendars => Of(CalendarKind.Instance);

    /// <summary>The events of all calendars, in no order.</summary>
    public IEnumerable<CalendarEvent> Events => Of(EventKind.Instance);

    /// <summary>The people and resources of the tenant's directory, in no order.</summary>
    public IEnumerable<Person> People => Of(PersonKind.Instance);

    /// <summary>The sync token for the next <c>changes?since=</c>. At or before <see cref="Position"/>.</summary>
    internal string? Token { get; init; }

    /// <summary>The items of each kind that has any.</summary>
    internal ImmutableDictionary<EntityKind, EntityTable> Tables { get; init; } = ImmutableDictionary<EntityKind, EntityTable>.Empty;

    /// <summary>Versions of deletions that are ahead of the position: a late answer must not bring a deleted item back. Tombstones behind the position are not needed.</summary>
    internal ImmutableDictionary<EntityKey, long> Tombstones { get; init; } = ImmutableDictionary<EntityKey, long>.Empty;

    /// <summary>The replica that a client at this position with these items has, for tests of code that shows replicas.</summary>
    public static Replica Of(Position position, IEnumerable<IEntity> items) => Empty with
    {
        Position = position,
        Tables = items.GroupBy(item => item.Key.Kind).ToImmutableDictionary(kind => kind.Key, kind => kind.Aggregate(EntityTable.Empty, (table, item) => table.Set(item))),
    };

    /// <summary>The calendar with this id; null when there is none.</summary>
    public Calendar? FindCalendar(string id) => (Calendar?)Find(CalendarKind.Instance.Key(id));

    /// <summary>The event with this id in this calendar; null when either does not exist.</summary>
    public CalendarEvent? FindEvent(string calendarId, string id) => (CalendarEvent?)Find(EventKind.Instance.Key(id, calendarId));

    /// <summary>The person or resource with this id; null when there is none.</summary>
    public Person? FindPerson(string id) => (Person?)Find(PersonKind.Instance.Key(id));

    /// <summary>The events of one calendar, in no order; none when the calendar does not exist.</summary>
    public IEnumerable<CalendarEvent> EventsOf(string calendarId) => Table(EventKind.Instance).Of(calendarId).Cast<CalendarEvent>();

    /// <summary>The item with this key; null when there is none.</summary>
    public IEntity? Find(EntityKey key) => Table(key.Kind).Find(key);

    /// <summary>The items of one kind, in no order.</summary>
    internal IEnumerable<T> Of<T>(EntityKind<T> kind)
        where T : class, IEntity => Table(kind).All.Cast<T>();

    private EntityTable Table(EntityKind kind) => Tables.GetValueOrDefault(kind, EntityTable.Empty);
}
