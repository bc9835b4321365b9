using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.TimeZones;
using TeamCalendars.Events;
using TeamCalendars.ICalendar.Syntax;
using TeamCalendars.Merging;
using TeamCalendars.Rules;

namespace TeamCalendars.ICalendar.Reading;

/// <summary>Finds the IANA zone that a file means by a name.</summary>
/// <param name="defaultZone">Of times without a zone.</param>
/// <param name="namesAreRight">Whether the names are those of the tz database, because this program wrote the file.</param>
/// <param name="ownZones">The zones that the file defines, by name.</param>
/// <param name="uses">From when to when the events of the file use them.</param>
internal sealed partial class ZoneNames(
    string defaultZone, bool namesAreRight, IReadOnlyDictionary<string, VTimeZone> ownZones, IReadOnlyDictionary<string, (LocalDateTime First, LocalDateTime Last)> uses)
{
    public const string Utc = "Etc/UTC";

    /// <summary>Of zones with the same rules, these are meant most often.</summary>
    private static readonly string[] Large =
    [
        "Europe/London", "Europe/Berlin", "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Sao_Paulo",
        "Asia/Kolkata", "Asia/Shanghai", "Asia/Tokyo", "Australia/Sydney",
    ];

    /// <summary>The main zones of the world by their Windows names, by which a zone with rules of its own is recognised.</summary>
    private static readonly KeyValuePair<string, string>[] Known =
        [.. TzdbDateTimeZoneSource.Default.WindowsMapping.PrimaryMapping.OrderByDescending(zone => Large.Contains(zone.Value)).ThenBy(zone => zone.Key, StringComparer.Ordinal)];

    /// <summary>The zones that Windows counts among the main ones.</summary>
    private static readonly string[] Others =
        [.. TzdbDateTimeZoneSource.Default.WindowsMapping.MapZones.SelectMany(map => map.TzdbIds).Where(id => id.Contains('/', StringComparison.Ordinal) && !id.StartsWith("Etc/", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Zones with daylight saving time whose display name has neither their city nor their Windows name.</summary>
    private static readonly (string Name, string Zone)[] DisplayNames =
    [
        ("Baja California", "America/Tijuana"), ("Alaska", "America/Anchorage"), ("Aleutian Islands", "America/Adak"), ("Indiana (East)", "America/Indiana/Indianapolis"),
        ("Haiti", "America/Port-au-Prince"), ("Turks and Caicos", "America/Grand_Turk"), ("Greenland", "America/Nuuk"), ("Eastern Europe", "Europe/Chisinau"),
    ];

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
        var byName = ByName(name);
        if (!ownZones.TryGetValue(name, out var own))
        {
            return byName is not null ? (byName, null, null)
                : OffsetName().Match(name) is { Success: true } match ? ByOffset(name, match)
                : (defaultZone, $"The time zone '{Shorten(name)}' is unknown: its times are read as {defaultZone}.", null);
        }

        // The file's own rules are the authority (RFC 5545 §3.6.5), whatever the name says. They are compared for the time of the events: many programs write
        // only the part of the rules that these need.
        byName ??= own.Location is { } location ? ByName(location) : null;
        var use = uses.GetValueOrDefault(name, (new LocalDateTime(2020, 1, 1, 0, 0), new LocalDateTime(2030, 1, 1, 0, 0)));
        if (byName is not null && (namesAreRight || own.Told(use) is not { } told || HasTheRulesOf(own, byName, told)))
        {
            return (byName, null, null);
        }

        // The whole years of the events, then exactly the time of the events: then another zone gives the same instants, and nothing more is known.
        var years = (new LocalDateTime(use.Item1.Year, 1, 1, 0, 0), new LocalDateTime(use.Item2.Year, 12, 31, 0, 0));
        var same = Candidates(name).FirstOrDefault(zone => HasTheRulesOf(own, zone, years)) ?? Candidates(name).FirstOrDefault(zone => HasTheRulesOf(own, zone, use));
        return same is not null
            ? (same, $"The time zone '{Shorten(name)}' is taken as {same}, whose rules it has.", null)
            : (defaultZone, $"The time zone '{Shorten(name)}' has rules of no known zone: its times are read by them. A series keeps them; a single event is kept in {defaultZone}.", own);
    }

    /// <summary>A display name of Windows, without rules: <c>(UTC-05:00) Eastern Time (US &amp; Canada)</c>. The offset is that of winter.</summary>
    private (string Zone, string? Warning, VTimeZone? Own) ByOffset(string name, Match match)
    {
        int Number(string group) => match.Groups[group].Success ? int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;
        var minutes = (Number("hours") * 60 + Number("minutes")) * (match.Groups["sign"].Value == "-" ? -1 : 1);
        bool Speaks(string of) => match.Groups["rest"].Value.Contains(of, StringComparison.OrdinalIgnoreCase);
        bool HasOffset(string zone) => DateTimeZoneProviders.Tzdb[zone].GetZoneInterval(Instant.FromUtc(2026, 1, 1, 0, 0)).StandardOffset == Offset.FromSeconds(minutes * 60);
        var like = Known.Where(zone => Math.Abs(minutes) <= 14 * 60 && HasOffset(zone.Value)).ToList();
        var spoken = DisplayNames.FirstOrDefault(zone => Speaks(zone.Name) && Math.Abs(minutes) <= 14 * 60 && HasOffset(zone.Zone)).Zone
            ?? like.Find(zone => Speaks(CityOf(zone.Value)) || zone.Key.EndsWith(" Standard Time", StringComparison.Ordinal) && Speaks(zone.Key.Replace("Standard ", "", StringComparison.Ordinal))).Value
            ?? like.Find(zone => zone.Key.Equals($"{match.Groups["rest"].Value.Trim()} Standard Time", StringComparison.OrdinalIgnoreCase)).Value
            // Of Helsinki, Kyiv, Riga, Sofia, Tallinn, Vilnius the main one is spelled otherwise here, but not each of them.
            ?? Others.FirstOrDefault(zone => Math.Abs(minutes) <= 14 * 60 && Speaks(CityOf(zone)) && HasOffset(zone))
            // Those with half an hour are so few that the offset tells the zone, mostly.
            ?? (minutes % 60 != 0 && like.TrueForAll(zone => HasSameYear(zone.Value, like[0].Value)) ? like.Select(zone => zone.Value).FirstOrDefault() : null);
        var zone = spoken
            ?? (minutes == 0 ? Utc : string.Create(CultureInfo.InvariantCulture, $"Etc/GMT{(minutes > 0 ? '-' : '+')}{Math.Abs(minutes) / 60}"));
        return (spoken is not null || minutes % 60 == 0) && DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is not null
            ? (zone, $"The time zone '{Shorten(name)}' is taken as {zone}.", null)
            : (defaultZone, $"The time zone '{Shorten(name)}' is unknown: its times are read as {defaultZone}.", null);
    }

    private static bool HasSameYear(string zone, string other)
    {
        IEnumerable<(Instant, Offset)> Offsets(string id) => DateTimeZoneProviders.Tzdb[id]
            .GetZoneIntervals(Instant.FromUtc(2026, 1, 1, 0, 0), Instant.FromUtc(2027, 1, 1, 0, 0)).Select(interval => (interval.HasEnd ? interval.End : Instant.MaxValue, interval.WallOffset));

        return Offsets(zone).SequenceEqual(Offsets(other));
    }

    /// <summary>The wall time of a time of the file in the zone of an event. Written in the same zone it stays as it is, also where the clock is changed.</summary>
    public LocalDateTime WallIn(ICalendarTime time, EventTime.Zoned target)
    {
        var (zone, _, own) = time.IsUtc ? (Utc, null, null) : Find(time.TzId);
        var same = target.Rules is null ? own is null && zone == target.TimeZone : own?.Rules == target.Rules;
        return same ? time.Wall : InstantOf(time).InZone(target.Zone).LocalDateTime;
    }

    /// <summary>The occurrence that a RECURRENCE-ID names, whatever its spelling is.</summary>
    public SeriesDate DateOf(ICalendarTime time) => new(time.IsDate ? time.Wall : InstantOf(time).InUtc().LocalDateTime, time.IsDate);

    private Instant InstantOf(ICalendarTime time)
    {
        var (zone, _, own) = time.IsUtc ? (Utc, null, null) : Find(time.TzId);
        return ZonedTimes.InstantOf(time.Wall, own?.Zone ?? DateTimeZoneProviders.Tzdb[zone]);
    }

    /// <summary>The calendar's zone, then those that the name speaks of (<c>Canberra, Melbourne, Sydney</c>, <c>Eastern</c>), then the others.</summary>
    private IEnumerable<string> Candidates(string name)
    {
        bool Speaks(string of) => name.Contains(of, StringComparison.OrdinalIgnoreCase);
        return Known
            .OrderByDescending(zone => Speaks(CityOf(zone.Value)))
            .ThenByDescending(zone => Speaks(zone.Key.Split(' ')[0]) && zone.Key.EndsWith(" Standard Time", StringComparison.Ordinal) && zone.Key.Split(' ').Length == 3)
            .Select(zone => zone.Value)
            .Prepend(defaultZone);
    }

    /// <summary>Whether both have the same offset at the first and the last time, and in the middle of each month between them.</summary>
    private static bool HasTheRulesOf(VTimeZone own, string zone, (LocalDateTime First, LocalDateTime Last) use)
    {
        var tzdb = DateTimeZoneProviders.Tzdb[zone];
        bool IsSame(LocalDateTime wall) => own.Zone.AtLeniently(wall).Offset == tzdb.AtLeniently(wall).Offset;
        if (!IsSame(use.First) || !IsSame(use.Last))
        {
            return false;
        }

        for (var wall = new LocalDateTime(use.First.Year, use.First.Month, 15, 12, 0); wall < use.Last; wall = wall.PlusMonths(1))
        {
            if (wall > use.First && !IsSame(wall))
            {
                return false;
            }
        }

        return true;
    }

    private static string CityOf(string zone) => zone.Split('/')[^1].Replace('_', ' ');

    [GeneratedRegex("^\\(?(UTC|GMT) ?((?<sign>[+-])(?<hours>[0-9]{1,2}):?(?<minutes>[0-9]{2})?)?\\)?(?<rest>.*)$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex OffsetName();

    private static string Shorten(string name) => TextRules.Shorten(name, 80);
}
