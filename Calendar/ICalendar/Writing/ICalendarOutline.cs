using NodaTime;
using TeamCalendars.Events;
using TeamCalendars.People;

namespace TeamCalendars.ICalendar.Writing;

/// <summary>What has to be known of all events of a calendar before the first is written: their zones, and which events belong together. Small beside the events.</summary>
public sealed class ICalendarOutline
{
    private readonly Dictionary<string, EventTime> series = new(StringComparer.Ordinal);
    private readonly HashSet<(string Uid, string Date)> overrides = [];
    private readonly SortedDictionary<string, LocalDate> zones = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> ownZones = new(StringComparer.Ordinal);
    private readonly HashSet<PersonId> people = [];
    private readonly HashSet<string> ownNames = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The zones of the tz database, each with the first date that an event has in it.</summary>
    internal IReadOnlyDictionary<string, LocalDate> Zones => zones;

    /// <summary>The names of the zones that events bring with them, by their rules.</summary>
    internal IReadOnlyDictionary<string, string> OwnZones => ownZones;

    /// <summary>Whom the events are for.</summary>
    public IReadOnlySet<PersonId> People => people;

    public void Add(CalendarEvent item)
    {
        var content = item.Content;
        people.UnionWith(content.Assignees);
        switch (content.Time)
        {
            case EventTime.Zoned { Rules: { } rules }:
                if (!ownZones.ContainsKey(rules.Text))
                {
                    ownZones.Add(rules.Text, NameOf(rules));
                }

                break;
            case EventTime.Zoned timed:
                zones[timed.TimeZone] = zones.TryGetValue(timed.TimeZone, out var first) ? LocalDate.Min(first, timed.Start.Date) : timed.Start.Date;
                break;
        }

        if (content is { Uid: { } uid, RecurrenceId: { } date })
        {
            if (!content.Cancelled)
            {
                overrides.Add((uid, date));
            }
        }
        else if (content.Uid is not null)
        {
            series.TryAdd(content.Uid, content.Time);
        }
    }

    /// <summary>The time of the series that the event belongs to; null when it is not in the calendar.</summary>
    internal EventTime? SeriesOf(EventContent content) => content.Uid is { } uid ? series.GetValueOrDefault(uid) : null;

    internal bool IsOverridden(EventContent content, string date) => content.Uid is { } uid && overrides.Contains((uid, date));

    /// <summary>No name of the tz database or of Windows, which a reader would take for the zone's rules.</summary>
    private string NameOf(ZoneRules rules)
    {
        var name = $"{rules.Name}{ZoneRules.OwnName}";
        for (var number = 2; !ownNames.Add(name); number++)
        {
            name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{rules.Name} {number}{ZoneRules.OwnName}");
        }

        return name;
    }
}
