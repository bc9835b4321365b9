using CalendarStore.Changes;
using TeamCalendars.Calendars;
using TeamCalendars.Events;
using TeamCalendars.Tenants;

namespace CalendarStore.Tests.Model;

/// <summary>A client's replica of one tenant. It reads the changes in small pages, at random times.</summary>
internal sealed class Replica(ICalendarStore store, TenantId tenant)
{
    private readonly Dictionary<CalendarId, string> calendars = [];
    private readonly Dictionary<(CalendarId Calendar, EventId Event), string> events = [];
    private Position? at;

    public int FullReads { get; private set; }

    public IEnumerable<(string, string)> Calendars => calendars.Select(item => (item.Key.Value, item.Value)).Order();

    public IEnumerable<((string, string), string)> Events => events.Select(item => ((item.Key.Calendar.Value, item.Key.Event.Value), item.Value)).Order();

    /// <summary>Reads one page.</summary>
    /// <returns>True when there is more.</returns>
    public async Task<bool> ReadPageAsync(int limit, CancellationToken cancellationToken)
    {
        at ??= (await store.GetPositionAsync(tenant, cancellationToken)) with { Version = 0 };
        if (await store.GetChangesAsync(tenant, at.Value, limit, cancellationToken) is not ChangesResult.Found { Changes: var changes })
        {
            await ReadAllAsync(cancellationToken);
            return false;
        }

        Assert.InRange(changes.Changes.Length, 0, limit);
        foreach (var change in changes.Of<TeamCalendar>())
        {
            if (change.Item is { } calendar)
            {
                calendars[CalendarId.Parse(change.Id)] = calendar.Content.Name;
                continue;
            }

            calendars.Remove(CalendarId.Parse(change.Id));
            foreach (var item in events.Keys.Where(key => key.Calendar.Value == change.Id).ToList())
            {
                events.Remove(item);
            }
        }

        foreach (var change in changes.Of<CalendarEvent>())
        {
            if (change.Item is { } item)
            {
                events[(CalendarId.Parse(change.Parent), EventId.Parse(change.Id))] = item.Content.Title;
            }
            else
            {
                events.Remove((CalendarId.Parse(change.Parent), EventId.Parse(change.Id)));
            }
        }

        at = new Position(changes.Epoch, changes.To);
        return changes.More;
    }

    private async Task ReadAllAsync(CancellationToken cancellationToken)
    {
        FullReads++;
        calendars.Clear();
        events.Clear();
        // The position is read first. What is written in between comes a second time with the changes, which does no harm.
        at = await store.GetPositionAsync(tenant, cancellationToken);
        foreach (var calendar in await store.ListCalendarsAsync(tenant, cancellationToken))
        {
            calendars[calendar.Id] = calendar.Content.Name;
            foreach (var item in await store.ListEventsAsync(tenant, calendar.Id, null, null, 100, cancellationToken) is { } page ? page.Items : [])
            {
                events[(calendar.Id, item.Id)] = item.Content.Title;
            }
        }
    }
}
