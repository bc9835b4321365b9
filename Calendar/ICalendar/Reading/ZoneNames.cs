using System.Globalization;
using NodaTime;
using NodaTime.TimeZones;

namespace TeamCalendars.ICalendar.Reading;

/// <summary>Finds the IANA zone that a file means by a name.</summary>
internal sealed class ZoneNames(string defaultZone, IReadOnlyDictionary<string, VTimeZone> ownZones)
{
    public const string Utc = "Etc/UTC";

    /// <summary>The main zones of the world by their Windows names, by which a zone with rules of its own is recognised.</summary>
    private static readonly KeyValuePair<string, string>[] Known =
        [.. TzdbDateTimeZoneSource.Default.WindowsMapping.PrimaryMapping.OrderBy(zone => zone.Key, StringComparer.Ordinal)];

    private readonly Dictionary<string, (string Zone, string? Warning, VTimeZone? Own)> found = new(StringComparer.Ordinal);

    public string Default => defaultZone;

    /// <summary>The zone, and what is to be said about the choice; null when the name says enough.</summary>
    /// <returns>With <c>Own</c>, the rules by which the times are to be read: they are not those of the zone.</returns>
    public (string Zone, string? Warning, VTimeZone? Own) Find(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return (defaultZone, null, null);
        }

        if (!this.found.TryGetValue(name, out var found))
        {
            found = Search(name.Trim());
            this.found.Add(name, found);
        }

        return found;
    }

    /// <summary>The IANA zone of an IANA, Windows or prefixed name; null when it is none of them.</summary>
    public static string? ByName(string name)
    {
        var tzdb = DateTimeZoneProviders.Tzdb;
        if (tzdb.Ids.Contains(name, StringComparer.Ordinal))
        {
            return name;
        }

        if (TzdbDateTimeZoneSource.Default.WindowsMapping.PrimaryMapping.TryGetValue(name, out var windows))
        {
            return windows;
        }

        if (name.Equals("Z", StringComparison.OrdinalIgnoreCase) || name.Equals("UTC", StringComparison.OrdinalIgnoreCase) || name.Equals("GMT", StringComparison.OrdinalIgnoreCase))
        {
            return Utc;
        }

        // /freeassociation.sourceforge.net/Tzfile/Europe/Berlin, /mozilla.org/20050126_1/America/Argentina/Ushuaia: the end is the name.
        var parts = name.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var length = Math.Min(3, parts.Length); length >= 2; length--)
        {
            var end = string.Join('/', parts[^length..]);
            if (tzdb.Ids.Contains(end, StringComparer.Ordinal))
            {
                return end;
            }
        }

        return tzdb.Ids.FirstOrDefault(id => id.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    private (string Zone, string? Warning, VTimeZone? Own) Search(string name)
    {
        if (ByName(name) is { } byName)
        {
            return (byName, null, null);
        }

        if (!ownZones.TryGetValue(name, out var own))
        {
            return (defaultZone, $"The time zone '{Shorten(name)}' is unknown: its times are read as {defaultZone}.", null);
        }

        if (own.Location is { } location && ByName(location) is { } byLocation)
        {
            return (byLocation, null, null);
        }

        return Candidates(name).FirstOrDefault(zone => HasTheRulesOf(own, zone)) is { } same
            ? (same, $"The time zone '{Shorten(name)}' is taken as {same}, whose rules it has.", null)
            : (defaultZone, $"The time zone '{Shorten(name)}' has rules of no known zone: its times are read by them and kept in {defaultZone}.", own);
    }

    /// <summary>The instant of a wall time in a zone of the file's own; null when the zone is one that is known.</summary>
    public Instant? InstantByOwnRules(string? name, LocalDateTime wall) =>
        Find(name).Own?.OffsetAt(wall) is { } offset ? wall.WithOffset(offset).ToInstant() : null;

    /// <summary>The calendar's zone, then those that the name speaks of (<c>Canberra, Melbourne, Sydney</c>, <c>Eastern</c>), then the others.</summary>
    private IEnumerable<string> Candidates(string name)
    {
        bool Speaks(string of) => name.Contains(of, StringComparison.OrdinalIgnoreCase);
        return Known
            .OrderByDescending(zone => Speaks(zone.Value.Split('/')[^1].Replace('_', ' ')))
            .ThenByDescending(zone => Speaks(zone.Key.Split(' ')[0]) && zone.Key.EndsWith(" Standard Time", StringComparison.Ordinal) && zone.Key.Split(' ').Length == 3)
            .Select(zone => zone.Value)
            .Prepend(defaultZone);
    }

    /// <summary>Whether both have the same offset in the middle of each month from 2000 to 2006 or from 2012 to 2018: rules change, and files are old.</summary>
    private static bool HasTheRulesOf(VTimeZone own, string zone) => HasTheRulesOf(own, zone, 2000) || HasTheRulesOf(own, zone, 2012);

    private static bool HasTheRulesOf(VTimeZone own, string zone, int from)
    {
        var tzdb = DateTimeZoneProviders.Tzdb[zone];
        return Enumerable.Range(0, 7 * 12)
            .Select(month => new LocalDateTime(from, 1, 15, 12, 0).PlusMonths(month))
            .All(wall => own.OffsetAt(wall) == tzdb.AtLeniently(wall).Offset);
    }

    private static string Shorten(string name) => name.Length <= 80 ? name : string.Create(CultureInfo.InvariantCulture, $"{name[..79]}…");
}
