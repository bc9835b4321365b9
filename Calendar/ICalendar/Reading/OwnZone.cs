using System.Collections.Concurrent;
using System.Text;
using NodaTime;
using NodaTime.TimeZones;
using TeamCalendars.ICalendar.Syntax;

namespace TeamCalendars.ICalendar.Reading;

/// <summary>
/// A time zone by the rules of a VTIMEZONE, for all years: they are worked out year by year, when a time in that year is asked for. Its intervals
/// end with the year, also where the offset stays the same.
/// </summary>
internal sealed class OwnZone : DateTimeZone
{
    private const int FirstYear = 900;
    private const int LastYear = 2700;

    /// <summary>Two changes that are closer to each other than this are no daylight saving time, but a mistake: the later one counts.</summary>
    private static readonly Duration Closest = Duration.FromDays(2);

    private readonly VTimeZone rules;
    private readonly ConcurrentDictionary<int, ZoneInterval[]> years = new();

    public OwnZone(VTimeZone rules)
        : base(rules.Id, isFixed: false, Offset.MinValue, Offset.MaxValue) => this.rules = rules;

    /// <returns>Null when the text is no VTIMEZONE whose rules can be used.</returns>
    public static OwnZone? Read(string text)
    {
        var (root, tooMuchAt) = ComponentReader.Read(Encoding.UTF8.GetBytes(text), CancellationToken.None);
        return tooMuchAt is null && root.Children is [{ Name: "VTIMEZONE", Closed: true } component] && VTimeZone.Read(component, out _) is { HasObservances: true } rules ? new OwnZone(rules) : null;
    }

    public override ZoneInterval GetZoneInterval(Instant instant)
    {
        var year = instant < Start(FirstYear) ? FirstYear - 1 : instant >= Start(LastYear) ? LastYear : instant.InUtc().Year;
        var intervals = years.GetOrAdd(year, Intervals);
        return Array.FindLast(intervals, interval => !interval.HasStart || interval.Start <= instant) ?? intervals[0];
    }

    private ZoneInterval[] Intervals(int year)
    {
        Instant? start = year < FirstYear ? null : Start(year);
        Instant? end = year >= LastYear ? null : Start(year + 1);
        var (offset, onsets) = rules.Of(year);
        var intervals = new List<ZoneInterval>();
        foreach (var (onset, after) in onsets)
        {
            if (onset <= start || onset >= end || start is null || end is null)
            {
                offset = start is not null && onset <= start ? after : offset;
                continue;
            }

            if (onset - start >= Closest)
            {
                intervals.Add(new ZoneInterval(Id, start, onset, offset, Offset.Zero));
                start = onset;
            }

            offset = after;
        }

        intervals.Add(new ZoneInterval(Id, start, end, offset, Offset.Zero));
        return [.. intervals];
    }

    private static Instant Start(int year) => Instant.FromUtc(year, 1, 1, 0, 0);
}
