using NodaTime;
using TeamCalendars.Events;
using TeamCalendars.ICalendar.Syntax;
using TeamCalendars.Recurrences;

namespace TeamCalendars.ICalendar.Reading;

/// <summary>From when to when the events of a file use a zone of its own: in these years its rules must be those of the zone that is taken for it.</summary>
internal static class ZoneUse
{
    /// <summary>How far ahead an endless series counts. Later rules are a guess in every time zone database.</summary>
    private const int EndlessYears = 10;

    public static Dictionary<string, (LocalDateTime First, LocalDateTime Last)> Of(Component calendar)
    {
        var uses = new Dictionary<string, (LocalDateTime First, LocalDateTime Last)>(StringComparer.Ordinal);
        foreach (var component in calendar.Children.Where(child => child.Name == "VEVENT"))
        {
            if (component.Find("DTSTART") is { } line
                && ICalendarTime.Parse(line.Value, line.Parameter("TZID")) is { TzId: { } name, Wall: var first }
                && EventRules.HasYear(first.Date))
            {
                var last = LastOf(component, first);
                var known = uses.GetValueOrDefault(name.Trim(), (first, last));
                uses[name.Trim()] = (LocalDateTime.Min(known.Item1, first), LocalDateTime.Max(known.Item2, last));
            }
        }

        return uses;
    }

    private static LocalDateTime LastOf(Component component, LocalDateTime first)
    {
        var time = new EventTime.Zoned(first, first, ZoneNames.Utc);
        var last = first;
        foreach (var rule in component.All("RRULE").Take(RecurrenceRules.MaxRules).Select(line => RuleSyntax.WithUntil(RuleSyntax.Tidy(line.Value))))
        {
            var end = RuleSyntax.Check(rule, time) is null ? SeriesSpan.LastStart(rule, time) ?? first.PlusYears(EndlessYears) : first;
            last = LocalDateTime.Max(last, end);
        }

        return last;
    }
}
