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

        var dates = Dates("RDATE", time, midnightIsDay: false, withEnds: true);
        return rules.IsEmpty && dates.IsEmpty ? null : new Recurrence { Rules = rules, Dates = dates, ExceptionDates = Dates("EXDATE", time, RuleSyntax.MidnightIsDay(rules), withEnds: false) };
    }

    /// <summary>A date of a series in the spelling of <see cref="Recurrence"/>, in the zone of the series.</summary>
    public static string DateOf(ICalendarTime date, EventTime series, ZoneNames zones, bool midnightIsDay)
    {
        if (series is not EventTime.Zoned timed)
        {
            return LocalDatePattern.Iso.Format(date.IsUtc ? RuleText.LocalDateOf(date.Wall) : date.Wall.Date);
        }

        var wall = date.IsDate ? date.Wall : zones.WallIn(date, timed);
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
        var (zone, warning, own) = start.IsUtc ? (ZoneNames.Utc, null, null) : zones.Find(start.TzId);
        if (warning is not null)
        {
            report.Warn(uid, component.Find("DTSTART")!.Line, warning);
        }

        // A series in a zone that the tz database does not have keeps the zone's rules, so that it follows them for good.
        var repeats = component.Find("RECURRENCE-ID") is null && (component.Find("RRULE") ?? component.Find("RDATE")) is not null;
        if (repeats && own is { Rules: null })
        {
            report.Warn(uid, component.Find("DTSTART")!.Line, $"The rules of the time zone are too long to be kept with the series: it follows {zone}.");
        }

        var time = new EventTime.Zoned(start.Wall, start.Wall, zone) { Rules = repeats ? own?.Rules : null };
        var first = zones.WallIn(start, time);
        var last = first;
        if (end is not null)
        {
            // In the start's zone; written in the same zone it stays as it is, also where the clock is changed.
            last = zones.WallIn(end.IsDate ? end with { TzId = start.TzId, IsUtc = start.IsUtc } : end, time);
        }
        else if (duration is { } length)
        {
            last = After(first, length, time);
        }

        reason = time.InstantOf(last) < time.InstantOf(first) ? "It ends before it starts." : null;
        return reason is null ? time with { Start = first, End = last } : null;
    }

    /// <summary>Days of a duration are wall time, hours are exact (§3.3.6).</summary>
    private static LocalDateTime After(LocalDateTime start, (int Days, NodaTime.Duration Time) length, EventTime.Zoned time)
    {
        var last = start.PlusDays(length.Days);
        return length.Time == NodaTime.Duration.Zero ? last : (time.InstantOf(last) + length.Time).InZone(time.Zone).LocalDateTime;
    }

    private ImmutableArray<string> Dates(string property, EventTime time, bool midnightIsDay, bool withEnds)
    {
        var dates = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var line in component.All(property))
        {
            foreach (var value in line.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                var period = value.Split('/', 2);
                var date = ICalendarTime.Parse(period[0], line.Parameter("TZID"));
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
                    var start = DateOf(Inherit(date)!, time, zones, midnightIsDay);
                    dates.Add(withEnds && period.Length == 2 && time is EventTime.Zoned timed ? start + End(line, period[1], EventTimes.ParseDate(start), timed) : start);
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

    /// <summary>The end of a period (§3.3.9), which is a time or a duration.</summary>
    private string End(ContentLine line, string text, LocalDateTime start, EventTime.Zoned time)
    {
        var end = ICalendarTime.ParseDuration(text) is { } length ? After(start, length, time)
            : ICalendarTime.Parse(text, line.Parameter("TZID")) is { IsDate: false } given && EventRules.HasYear(given.Wall.Date) ? zones.WallIn(Inherit(given)!, time)
            : (LocalDateTime?)null;
        if (end is { } last && last >= start && EventRules.HasYear(last.Date))
        {
            return "/" + LocalDateTimePattern.ExtendedIso.Format(last);
        }

        report.Warn(uid, line.Line, "RDATE has a period without a usable end: its start was taken, with the event's own length.");
        return "";
    }
}
