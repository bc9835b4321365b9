using System.Collections.Immutable;
using System.Globalization;
using Ical.Net.Serialization;
using NodaTime;
using NodaTime.Text;
using TeamCalendars.Calendars;
using TeamCalendars.Events;
using TeamCalendars.ICalendar.Reading;
using TeamCalendars.ICalendar.Syntax;
using TeamCalendars.Merging;
using TeamCalendars.People;

namespace TeamCalendars.ICalendar.Writing;

/// <summary>
/// Writes a calendar as an iCalendar file (RFC 5545), which <see cref="ICalendarReader"/> reads back as it was. It gives the file piece by piece, so that
/// a large calendar need not be in memory.
/// </summary>
/// <param name="calendar">The calendar.</param>
/// <param name="outline">Of all its events.</param>
/// <param name="people">The directory, as far as the events name people of it.</param>
public sealed class ICalendarWriter(TeamCalendar calendar, ICalendarOutline outline, IReadOnlyDictionary<PersonId, PersonContent> people)
{
    /// <summary>COLOR (RFC 7986 §5.9) takes names only, so a colour such as #1a73e8 has a property of its own.</summary>
    internal const string ColorProperty = "X-CALENDAR-COLOR";

    internal const string ProductId = "-//CalendarRealtime//CalendarStore//EN";

    private static readonly LocalDatePattern Date = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");
    private static readonly LocalDateTimePattern Time = LocalDateTimePattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss");
    private static readonly InstantPattern Utc = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss'Z'");

    private static readonly LocalDateTime LatestRules = new(2020, 1, 1, 0, 0);

    private readonly HashSet<string> written = new(StringComparer.Ordinal);
    private int leftOut;

    public string Begin()
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        var lines = new ContentLineWriter(text);
        lines.Raw("BEGIN", "VCALENDAR");
        lines.Raw("VERSION", "2.0");
        lines.Raw("PRODID", ProductId);
        lines.Raw("CALSCALE", "GREGORIAN");
        lines.Text("X-WR-CALNAME", calendar.Content.Name);
        lines.Text("X-WR-CALDESC", calendar.Content.Description);
        lines.Raw("X-WR-TIMEZONE", calendar.Content.TimeZone);
        foreach (var (zone, first) in outline.Zones)
        {
            text.Write(Defined(zone, first));
        }

        foreach (var (rules, name) in outline.OwnZones)
        {
            text.Write(Defined(name, rules));
        }

        return text.ToString();
    }

    /// <returns>Null when the event cannot be written: one that an older program stored must not cost the others.</returns>
    public string? Write(CalendarEvent item, out Exception? fault)
    {
        fault = null;
        try
        {
            return EventOf(item);
        }
        catch (Exception exception) when (ImportReport.IsFault(exception))
        {
            leftOut++;
            fault = exception;
            return null;
        }
    }

    public string End()
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        var lines = new ContentLineWriter(text);
        if (leftOut > 0)
        {
            lines.Raw("X-CALENDAR-EVENTS-LEFT-OUT", leftOut.ToString(CultureInfo.InvariantCulture));
        }

        lines.Raw("END", "VCALENDAR");
        return text.ToString();
    }

    private string EventOf(CalendarEvent item)
    {
        var content = item.Content;
        // Most programs do not know changes of all later occurrences (§3.2.13): the later part of a series goes out as a series of its own.
        var isPart = content is { RecurrenceId: not null, Recurrence: not null };
        var series = isPart ? null : outline.SeriesOf(content);
        if (content is { Cancelled: true, RecurrenceId: not null } && outline.SeriesOf(content) is not null)
        {
            // Its series has the date as an exception.
            return "";
        }

        var text = new StringWriter(CultureInfo.InvariantCulture);
        var lines = new ContentLineWriter(text);
        if (content.Time is EventTime.Zoned { Rules: null } zoned)
        {
            // Of an event that was stored since the outline was made.
            text.Write(Defined(zoned.TimeZone, zoned.Start.Date));
        }
        else if (content.Time is EventTime.Zoned { Rules: { } rules } && !outline.OwnZones.ContainsKey(rules.Text))
        {
            outline.Add(item);
            text.Write(Defined(outline.OwnZones[rules.Text], rules.Text));
        }

        lines.Raw("BEGIN", "VEVENT");
        lines.Text("UID", isPart || content.Uid is null ? item.Id.Value + SeriesIds.OwnUid : content.Uid);
        lines.Raw("DTSTAMP", Utc.Format(item.Revision.At));
        if (content.Sequence > 0)
        {
            lines.Raw("SEQUENCE", content.Sequence.ToString(CultureInfo.InvariantCulture));
        }

        switch (content.Time)
        {
            case EventTime.Zoned timed:
                lines.Raw("DTSTART" + Zone(timed), Value(timed.Start, timed));
                if (timed.End != timed.Start)
                {
                    lines.Raw("DTEND" + Zone(timed), Value(timed.End, timed));
                }

                break;
            case EventTime.AllDay days:
                lines.Raw("DTSTART;VALUE=DATE", Date.Format(days.Start));
                lines.Raw("DTEND;VALUE=DATE", Date.Format(days.End));
                break;
        }

        if (content.RecurrenceId is { } recurrenceId && !isPart)
        {
            WriteDates(lines, "RECURRENCE-ID", [recurrenceId], series ?? content.Time);
        }

        if (content.Recurrence is { } recurrence)
        {
            foreach (var rule in recurrence.Rules)
            {
                lines.Raw("RRULE", rule);
            }

            WriteDates(lines, "RDATE", recurrence.Dates, content.Time);
            // The replacement may have been deleted since: its occurrence must not come back.
            var withoutReplacement = recurrence.OverriddenDates.Where(date => isPart || !outline.IsOverridden(content, date));
            WriteDates(lines, "EXDATE", [.. recurrence.ExceptionDates.Union(withoutReplacement, StringComparer.Ordinal)], content.Time);
        }

        if (content.Cancelled)
        {
            lines.Raw("STATUS", "CANCELLED");
        }

        WriteTexts(lines, content);
        lines.Raw("END", "VEVENT");
        return text.ToString();
    }

    private void WriteTexts(ContentLineWriter lines, EventContent content)
    {
        lines.Text("SUMMARY", content.Title);
        lines.Text("DESCRIPTION", content.Description);
        lines.Text("LOCATION", content.Location);
        lines.Text("CATEGORIES", content.Category);
        if (content.Color is { } color)
        {
            lines.Raw(ColorProperty, color);
        }

        // Whoever was deleted from the directory has neither name nor address.
        foreach (var person in content.Assignees.Select(people.GetValueOrDefault).OfType<PersonContent>())
        {
            lines.Raw(Attendees.Property(person), Attendees.Address(person));
        }
    }

    private void WriteDates(ContentLineWriter lines, string property, ImmutableArray<string> dates, EventTime series)
    {
        foreach (var text in dates)
        {
            var wall = EventTimes.ParseDate(text);
            // By what is written, not by the series: an occurrence may be named by its date.
            if (!text.Contains('T', StringComparison.Ordinal) || series is not EventTime.Zoned timed)
            {
                lines.Raw(property + ";VALUE=DATE", Date.Format(wall.Date));
            }
            else if (EventTimes.ParseEnd(text) is { } end)
            {
                lines.Raw($"{property};VALUE=PERIOD{Zone(timed)}", $"{Value(wall, timed)}/{Value(end, timed)}");
            }
            else
            {
                lines.Raw(property + Zone(timed), Value(wall, timed));
            }
        }
    }

    private static bool IsUtc(EventTime.Zoned time) => time is { Rules: null, TimeZone: ZoneNames.Utc };

    private string Zone(EventTime.Zoned time) => IsUtc(time) ? "" : $";TZID={(time.Rules is { } rules ? Quoted(outline.OwnZones[rules.Text]) : time.TimeZone)}";

    private static string Quoted(string name) => name.AsSpan().IndexOfAny(",;:") < 0 ? name : $"\"{name}\"";

    private static string Value(LocalDateTime wall, EventTime.Zoned time) => Time.Format(wall) + (IsUtc(time) ? "Z" : "");

    /// <summary>Every zone that is referred to has to be defined (§3.6.5), from the year before its first use or earlier.</summary>
    private string Defined(string zone, LocalDate first)
    {
        if (zone == ZoneNames.Utc || !written.Add(zone) || DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is null)
        {
            return "";
        }

        // The library finds no rules that begin in its last years. Rules that begin before the first use are as good.
        var earliest = LocalDateTime.Min(LatestRules, first.AtMidnight().PlusYears(-1)).ToDateTimeUnspecified();
        var definition = Ical.Net.CalendarComponents.VTimeZone.FromDateTimeZone(zone, earliest, includeHistoricalData: false);
        return string.Create(CultureInfo.InvariantCulture, $"{new ComponentSerializer().SerializeToString(definition)?.TrimEnd()}\r\n");
    }

    /// <summary>A zone of the event's own, by the rules that it came with.</summary>
    private static string Defined(string name, string rules)
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        var lines = new ContentLineWriter(text);
        foreach (var line in rules.Split('\n').Select(line => line.Split(':', 2)).Where(line => line.Length == 2))
        {
            if (line[0] == "TZID")
            {
                lines.Text("TZID", name);
            }
            else
            {
                lines.Raw(line[0], line[1]);
            }
        }

        return text.ToString();
    }
}
