namespace CalendarStore.Tests.Model;

/// <summary>A client's copy of one tenant, kept by reading changes in small pages, whenever it gets to it.</summary>
internal sealed class Replica(ICalendarStore store, TenantId tenant)
{
    private readonly Dictionary<CalendarId, string> _calendars = [];
    private readonly Dictionary<(CalendarId Calendar, EventId Event), string> _events = [];
    private Position? _at;

    public int FullReads { get; private set; }

    public IEnumerable<(string, string)> Calendars => _calendars.Select(item => (item.Key.Value, item.Value)).Order();

    public IEnumerable<((string, string), string)> Events => _events.Select(item => ((item.Key.Calendar.Value, item.Key.Event.Value), item.Value)).Order();

    /// <summary>Reads one page.</summary>
    /// <returns>True when there is more.</returns>
    public async Task<bool> ReadPageAsync(int limit, CancellationToken cancellationToken)
    {
        _at ??= (await store.GetPositionAsync(tenant, cancellationToken)) with { Version = 0 };
        if (await store.GetChangesAsync(tenant, _at.Value, limit, cancellationToken) is not ChangesResult.Found { Changes: var changes })
        {
            await ReadAllAsync(cancellationToken);
            return false;
        }

        Assert.InRange(changes.Calendars.Length + changes.Events.Length, 0, limit);
        foreach (var change in changes.Calendars)
        {
            if (change.Calendar is { } calendar)
            {
                _calendars[change.Id] = calendar.Content.Name;
                continue;
            }

            _calendars.Remove(change.Id);
            foreach (var item in _events.Keys.Where(key => key.Calendar == change.Id).ToList())
            {
                _events.Remove(item);
            }
        }

        foreach (var change in changes.Events)
        {
            if (change.Event is { } item)
            {
                _events[(change.CalendarId, change.Id)] = item.Content.Title;
            }
            else
            {
                _events.Remove((change.CalendarId, change.Id));
            }
        }

        _at = new Position(changes.Epoch, changes.To);
        return changes.More;
    }

    private async Task ReadAllAsync(CancellationToken cancellationToken)
    {
        FullReads++;
        _calendars.Clear();
        _events.Clear();
        // The position first: what is written meanwhile comes once more with the changes, and does no harm.
        _at = await store.GetPositionAsync(tenant, cancellationToken);
        foreach (var calendar in await store.ListCalendarsAsync(tenant, cancellationToken))
        {
            _calendars[calendar.Id] = calendar.Content.Name;
            foreach (var item in await store.ListEventsAsync(tenant, calendar.Id, null, null, 100, cancellationToken) ?? [])
            {
                _events[(calendar.Id, item.Id)] = item.Content.Title;
            }
        }
    }
}
