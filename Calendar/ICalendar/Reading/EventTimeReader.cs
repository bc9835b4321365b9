using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using TeamCalendars.Events;
using TeamCalendars.ICalendar.Syntax;
using TeamCalendars.Recurrences;

namespace TeamCalendars.ICalendar.Reading;

/// <summary>Reads when a VEVENT is: DTSTART, DTEND, DURATION, and how it repeats.</summary>
internal sealed class EventTimeReader(ZoneNames zones, ImportReport report, Component component, string? uid)
{
    /// <returns>Null with a reason when there is no usable time.</returns>
    public EventTime? Read(out string? reason)
    {
        if (ReadOne("DTSTART", out reason) is not { } start)
        {
            reason ??= "DTSTART is missing.";
            return null;
        }

        var end = Inherit(ReadOne("DTEND", out reason));
        var durationLine = component.Find("DURATION");
        var duration = durationLine is null ? null : ICalendarTime.ParseDuration(durationLine.Value);
        if (reason is null && durationLine is not null && duration is null)
        {
            reason = $"DURATION is not one, or negative: '{durationLine.Value}'.";
        }

        return reason is not null ? null
            : start.IsDate ? WholeDays(start, end, duration, out reason)
            : Timed(start, end, duration, out reason);
    }

    /// <summary>A time without a zone beside a DTSTART that has one is in that zone.</summary>
    public ICalendarTime? Inherit(ICalendarTime? time) =>
        time is { IsDate: false, IsUtc: false, TzId: null } && component.Find("DTSTART") is { } line && ICalendarTime.Parse(line.Value, line.Parameter("TZID")) is { IsDate: false } start
            ? time with { TzId = start.TzId, IsUtc = start.IsUtc }
            : time;

    /// <returns>Null when it happens once.</returns>
    public Recurrence? ReadRecurrence(EventTime time, out string? reason)
    {
        // One more than an event may have: so it is refused, and a file with a thousand rules costs no more than one with eleven.
        var rules = component.All("RRULE").Take(RecurrenceRules.MaxRules + 1).Select(line => RuleSyntax.WithOneEnd(RuleSyntax.Tidy(line.Value), time)).Where(rule => rule.Length > 0).Distinct(StringComparer.Ordinal).ToImmutableArray();
        reason = rules.Select(rule => RuleSyntax.Check(rule, time) is { } wrong ? $"RRULE: {wrong}" : null).FirstOrDefault(wrong => wrong is not null);
        if (component.Find("EXRULE") is { } line)
        {
            report.Warn(uid, line.Line, "EXRULE is not supported (RFC 5545 took it out): the occurrences that it excepts are kept.");
        }

        var dates = Dates("RDATE", time, midnightIsDay: false);
        return rules.IsEmpty && dates.IsEmpty ? null : new Recurrence { Rules = rules, Dates = dates, ExceptionDates = Dates("EXDATE", time, MidnightIsDay(rules)) };
    }

    /// <summary>Some programs name an occurrence by the midnight of its day. A series that has hours of its own may have one at midnight.</summary>
    public static bool MidnightIsDay(ImmutableArray<string> rules) =>
        !rules.Any(rule => rule.Contains("BYHOUR", StringComparison.OrdinalIgnoreCase) || rule.Contains("HOURLY", StringComparison.OrdinalIgnoreCase));

    /// <summary>A date of a series in the spelling of <see cref="Recurrence"/>, in the zone of the series.</summary>
    public static string DateOf(ICalendarTime date, EventTime series, ZoneNames zones, bool midnightIsDay)
    {
        if (series is not EventTime.Zoned timed)
        {
            return LocalDatePattern.Iso.Format(date.IsUtc ? RuleText.LocalDateOf(date.Wall) : date.Wall.Date);
        }

        var wall = date.IsDate ? date.Wall : WallIn(date, timed.TimeZone, zones);
        var isDay = date.IsDate || midnightIsDay && !date.IsUtc && wall.TimeOfDay == LocalTime.Midnight;
        return LocalDateTimePattern.ExtendedIso.Format(isDay ? wall.Date + timed.Start.TimeOfDay : wall);
    }

    /// <summary>To be said before any arithmetic: the last years cannot be moved to another zone.</summary>
    public static string OutsideYears(string property) =>
        string.Create(CultureInfo.InvariantCulture, $"{property} must be between the years {EventRules.FirstYear} and {EventRules.LastYear}.");

    private ICalendarTime? ReadOne(string property, out string? reason)
    {
        reason = null;
        if (component.Find(property) is not { } line)
        {
            return null;
        }

        var time = ICalendarTime.Parse(line.Value, line.Parameter("TZID"));
        reason = time is null ? $"{property} is not a date or time: '{(line.Value.Length > 40 ? line.Value[..40] : line.Value)}'."
            : !EventRules.HasYear(time.Wall.Date) ? OutsideYears(property)
            : null;
        return reason is null ? time : null;
    }

    private EventTime.AllDay? WholeDays(ICalendarTime start, ICalendarTime? end, (int Days, NodaTime.Duration Time)? duration, out string? reason)
    {
        var first = start.Wall.Date;
        // Without an end it is that day (§3.6.1); an hour more of the last day is that day too.
        var after = end is not null ? (end.Wall.TimeOfDay == LocalTime.Midnight ? end.Wall.Date : end.Wall.Date.PlusDays(1))
            : duration is { } length ? first.PlusDays(length.Days + (int)Math.Ceiling(length.Time.TotalDays))
            : first.PlusDays(1);
        reason = after < first ? "It ends before it starts." : null;
        if (after == first)
        {
            after = first.PlusDays(1);
            report.Warn(uid, component.Line, "It ends on the day it starts, which would be no day: one day was taken.");
        }

        return reason is null ? new EventTime.AllDay(first, after) : null;
    }

    private EventTime.Zoned? Timed(ICalendarTime start, ICalendarTime? end, (int Days, NodaTime.Duration Time)? duration, out string? reason)
    {
        var (zone, warning, _) = start.IsUtc ? (ZoneNames.Utc, null, null) : zones.Find(start.TzId);
        if (warning is not null)
        {
            report.Warn(uid, component.Find("DTSTART")!.Line, warning);
        }

        var first = WallIn(start, zone, zones);
        var last = first;
        if (end is not null)
        {
            // In the start's zone; written in the same zone it stays as it is, also where the clock is changed.
            last = WallIn(end.IsDate ? end with { TzId = start.TzId, IsUtc = start.IsUtc } : end, zone, zones);
        }
        else if (duration is { } length)
        {
            last = first.PlusDays(length.Days);
            last = length.Time == NodaTime.Duration.Zero
                ? last
                : (ZonedTimes.InstantOf(last, zone) + length.Time).InZone(DateTimeZoneProviders.Tzdb[zone]).LocalDateTime;
        }

        reason = ZonedTimes.InstantOf(last, zone) < ZonedTimes.InstantOf(first, zone) ? "It ends before it starts." : null;
        return reason is null ? new EventTime.Zoned(first, last, zone) : null;
    }

    private ImmutableArray<string> Dates(string property, EventTime time, bool midnightIsDay)
    {
        var dates = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var line in component.All(property))
        {
            if (line.Value.Contains('/', StringComparison.Ordinal))
            {
                report.Warn(uid, line.Line, $"{property} has periods: their starts were taken, with the event's own length.");
            }

            foreach (var date in ICalendarTime.ParseList(line))
            {
                if (date is null)
                {
                    report.Warn(uid, line.Line, $"{property} has a value that is not a date or time; it was left out.");
                }
                else if (!EventRules.HasYear(date.Wall.Date))
                {
                    report.Warn(uid, line.Line, $"{OutsideYears(property)} The value was left out.");
                }
                else
                {
                    dates.Add(DateOf(Inherit(date)!, time, zones, midnightIsDay));
                }

                if (dates.Count > RecurrenceRules.MaxDates)
                {
                    // The event is refused for it.
                    return [.. dates];
                }
            }
        }

        return [.. dates];
    }

    private static LocalDateTime WallIn(ICalendarTime time, string zone, ZoneNames zones)
    {
        var own = zones.InstantByOwnRules(time.TzId, time.Wall);
        var from = time.IsUtc ? ZoneNames.Utc : zones.Find(time.TzId).Zone;
        return own is null && from == zone
            ? time.Wall
            : (own ?? ZonedTimes.InstantOf(time.Wall, from)).InZone(DateTimeZoneProviders.Tzdb[zone]).LocalDateTime;
    }
}
