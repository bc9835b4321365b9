using System.Collections.Immutable;
using System.Globalization;
using Ical.Net.Serialization;
using NodaTime;
using NodaTime.Text;
using TeamCalendars.Calendars;
using TeamCalendars.Events;
using TeamCalendars.ICalendar.Reading;
using TeamCalendars.ICalendar.Syntax;

namespace TeamCalendars.ICalendar.Writing;

/// <summary>Writes a calendar as an iCalendar file (RFC 5545), which <see cref="ICalendarReader"/> reads back as it was.</summary>
public static class ICalendarWriter
{
    /// <summary>COLOR (RFC 7986 §5.9) takes names only, so a colour such as #1a73e8 has a property of its own.</summary>
    internal const string ColorProperty = "X-CALENDAR-COLOR";

    /// <summary>Ends the UID of an event that was made here; what stands before it is the event's id.</summary>
    internal const string OwnUid = "@calendar-realtime";

    internal const string ProductId = "-//CalendarRealtime//CalendarStore//EN";

    private static readonly LocalDatePattern Date = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");
    private static readonly LocalDateTimePattern Time = LocalDateTimePattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss");
    private static readonly InstantPattern Utc = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss'Z'");

    private static readonly LocalDateTime LatestRules = new(2020, 1, 1, 0, 0);

    public static void Write(TeamCalendar calendar, IReadOnlyCollection<CalendarEvent> events, TextWriter writer)
    {
        var lines = new ContentLineWriter(writer);
        lines.Raw("BEGIN", "VCALENDAR");
        lines.Raw("VERSION", "2.0");
        lines.Raw("PRODID", ProductId);
        lines.Raw("CALSCALE", "GREGORIAN");
        lines.Text("X-WR-CALNAME", calendar.Content.Name);
        lines.Text("X-WR-CALDESC", calendar.Content.Description);
        lines.Raw("X-WR-TIMEZONE", calendar.Content.TimeZone);
        WriteZones(events, writer);
        var series = events.Where(item => item.Content is { Uid: not null, RecurrenceId: null }).ToLookup(item => item.Content.Uid!, StringComparer.Ordinal);
        var replacements = events.Where(item => item.Content is { Uid: not null, RecurrenceId: not null })
            .Select(item => (item.Content.Uid!, item.Content.RecurrenceId!)).ToHashSet();
        foreach (var item in events)
        {
            var master = item.Content.Uid is { } uid ? series[uid].FirstOrDefault() : null;
            WriteEvent(lines, item, (master ?? item).Content.Time, replacements);
        }

        lines.Raw("END", "VCALENDAR");
    }

    private static void WriteEvent(ContentLineWriter lines, CalendarEvent item, EventTime series, HashSet<(string Uid, string Date)> replacements)
    {
        var content = item.Content;
        lines.Raw("BEGIN", "VEVENT");
        lines.Text("UID", content.Uid ?? item.Id.Value + OwnUid);
        lines.Raw("DTSTAMP", Utc.Format(item.Revision.At));
        switch (content.Time)
        {
            case EventTime.Zoned timed:
                lines.Raw("DTSTART" + Zone(timed.TimeZone), Value(timed.Start, timed.TimeZone));
                if (timed.End != timed.Start)
                {
                    lines.Raw("DTEND" + Zone(timed.TimeZone), Value(timed.End, timed.TimeZone));
                }

                break;
            case EventTime.AllDay days:
                lines.Raw("DTSTART;VALUE=DATE", Date.Format(days.Start));
                lines.Raw("DTEND;VALUE=DATE", Date.Format(days.End));
                break;
        }

        if (content.RecurrenceId is { } recurrenceId)
        {
            WriteDates(lines, "RECURRENCE-ID", [recurrenceId], series);
        }

        if (content.Recurrence is { } recurrence)
        {
            foreach (var rule in recurrence.Rules)
            {
                lines.Raw("RRULE", rule);
            }

            WriteDates(lines, "RDATE", recurrence.Dates, content.Time);
            // The replacement may have been deleted since: its occurrence must not come back.
            var withoutReplacement = recurrence.OverriddenDates.Where(date => content.Uid is null || !replacements.Contains((content.Uid, date)));
            WriteDates(lines, "EXDATE", [.. recurrence.ExceptionDates.Union(withoutReplacement, StringComparer.Ordinal)], content.Time);
        }

        lines.Text("SUMMARY", content.Title);
        lines.Text("DESCRIPTION", content.Description);
        lines.Text("LOCATION", content.Location);
        lines.Text("CATEGORIES", content.Category);
        if (content.Color is { } color)
        {
            lines.Raw(ColorProperty, color);
        }

        foreach (var assignee in content.Assignees)
        {
            lines.Raw(Attendees.Property(assignee), Attendees.Address(assignee));
        }

        lines.Raw("END", "VEVENT");
    }

    private static void WriteDates(ContentLineWriter lines, string property, ImmutableArray<string> dates, EventTime series)
    {
        foreach (var text in dates)
        {
            var wall = EventTimes.ParseDate(text);
            // By what is written, not by the series: an occurrence may be named by its date.
            if (text.Contains('T', StringComparison.Ordinal) && series is EventTime.Zoned timed)
            {
                lines.Raw(property + Zone(timed.TimeZone), Value(wall, timed.TimeZone));
            }
            else
            {
                lines.Raw(property + ";VALUE=DATE", Date.Format(wall.Date));
            }
        }
    }

    private static string Zone(string zone) => zone == ZoneNames.Utc ? "" : $";TZID={zone}";

    private static string Value(LocalDateTime wall, string zone) => Time.Format(wall) + (zone == ZoneNames.Utc ? "Z" : "");

    /// <summary>Every zone that is referred to has to be defined (§3.6.5), from the year before its first use or earlier.</summary>
    private static void WriteZones(IReadOnlyCollection<CalendarEvent> events, TextWriter writer)
    {
        var serializer = new ComponentSerializer();
        foreach (var zone in events.Select(item => item.Content.Time).OfType<EventTime.Zoned>()
            .Where(time => time.TimeZone != ZoneNames.Utc)
            .GroupBy(time => time.TimeZone, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            // The library finds no rules that begin in its last years. Rules that begin before the first use are as good.
            var earliest = LocalDateTime.Min(LatestRules, zone.Min(time => time.Start.Date.AtMidnight()).PlusYears(-1)).ToDateTimeUnspecified();
            var definition = Ical.Net.CalendarComponents.VTimeZone.FromDateTimeZone(zone.Key, earliest, includeHistoricalData: false);
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"{serializer.SerializeToString(definition)?.TrimEnd()}\r\n"));
        }
    }
}
