using System.Collections.Immutable;

namespace CalendarClient;

/// <summary>A new replica in the making; lives within one call of <see cref="ReplicaMerge"/>.</summary>
internal sealed class ReplicaDraft(Replica replica, ICollection<EntityKey> touched)
{
    private readonly long known = replica.Position?.Version ?? -1;
    private readonly ImmutableDictionary<string, Calendar>.Builder calendars = replica.Calendars.ToBuilder();
    private readonly ImmutableDictionary<string, ImmutableDictionary<string, CalendarEvent>>.Builder events = replica.Events.ToBuilder();
    private readonly ImmutableDictionary<EntityKey, long>.Builder tombstones = replica.Tombstones.ToBuilder();

    public void Put(ChangedCalendar changed)
    {
        if (changed.Version <= known)
        {
            return;
        }

        if (changed.Calendar is { } calendar)
        {
            Restore(calendar);
        }
        else
        {
            Bury(changed.Id, changed.Version);
        }
    }

    public void Put(ChangedEvent changed)
    {
        if (changed.Version <= known)
        {
            return;
        }

        if (changed.Event is { } item)
        {
            Restore(item);
        }
        else
        {
            Bury(changed.CalendarId, changed.Id, changed.Version);
        }
    }

    /// <summary>Adds it, unless something newer is known.</summary>
    public void Restore(Calendar calendar)
    {
        var key = new EntityKey(calendar.Id);
        if (IsBuried(key, calendar.Version) || (calendars.TryGetValue(calendar.Id, out var held) && held.Version >= calendar.Version))
        {
            return;
        }

        calendars[calendar.Id] = calendar;
        tombstones.Remove(key);
        touched.Add(key);
    }

    /// <inheritdoc cref="Restore(Calendar)"/>
    public void Restore(CalendarEvent item)
    {
        var key = new EntityKey(item.CalendarId, item.Id);
        var siblings = events.GetValueOrDefault(item.CalendarId) ?? ImmutableDictionary<string, CalendarEvent>.Empty;
        if (IsBuried(key, item.Version) || IsBuried(new(item.CalendarId), item.Version)
            || (siblings.TryGetValue(item.Id, out var held) && held.Version >= item.Version))
        {
            return;
        }

        events[item.CalendarId] = siblings.SetItem(item.Id, item);
        tombstones.Remove(key);
        touched.Add(key);
    }

    /// <summary>Before a full read is merged: removes what the read does not contain, unless it is newer than the read.</summary>
    public void KeepOnlyAfter(long version)
    {
        calendars.RemoveRange(calendars.Values.Where(calendar => calendar.Version <= version).Select(calendar => calendar.Id).ToArray());
        foreach (var (calendar, items) in events.ToArray())
        {
            Keep(calendar, items.RemoveRange(items.Values.Where(item => item.Version <= version).Select(item => item.Id)));
        }
    }

    public Replica MoveTo(Position position, string token)
    {
        tombstones.RemoveRange(tombstones.Where(tombstone => tombstone.Value <= position.Version).Select(tombstone => tombstone.Key).ToArray());
        return Done() with { Position = position, Token = token };
    }

    public Replica Done() => replica with { Calendars = calendars.ToImmutable(), Events = events.ToImmutable(), Tombstones = tombstones.ToImmutable() };

    private void Bury(string calendar, long version)
    {
        var key = new EntityKey(calendar);
        if (IsBuried(key, version))
        {
            return;
        }

        tombstones[key] = version;
        if (calendars.TryGetValue(calendar, out var held) && held.Version <= version)
        {
            calendars.Remove(calendar);
            touched.Add(key);
        }

        // Its events are deleted by the same change, which does not list them.
        if (!events.TryGetValue(calendar, out var items))
        {
            return;
        }

        var gone = items.Values.Where(item => item.Version <= version).Select(item => item.Id).ToArray();
        Keep(calendar, items.RemoveRange(gone));
        foreach (var id in gone)
        {
            touched.Add(new(calendar, id));
        }
    }

    private void Bury(string calendar, string id, long version)
    {
        var key = new EntityKey(calendar, id);
        if (IsBuried(key, version))
        {
            return;
        }

        tombstones[key] = version;
        if (events.TryGetValue(calendar, out var items) && items.TryGetValue(id, out var held) && held.Version <= version)
        {
            Keep(calendar, items.Remove(id));
            touched.Add(key);
        }
    }

    private bool IsBuried(EntityKey key, long version) => tombstones.TryGetValue(key, out var buried) && buried >= version;

    private void Keep(string calendar, ImmutableDictionary<string, CalendarEvent> items)
    {
        if (items.IsEmpty)
        {
            events.Remove(calendar);
        }
        else
        {
            events[calendar] = items;
        }
    }
}
