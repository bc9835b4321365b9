using NodaTime;
using TeamCalendars.Events;
using TeamCalendars.ICalendar.Syntax;
using TeamCalendars.Recurrences;

namespace TeamCalendars.ICalendar.Reading;

/// <summary>The rules that a file brings for a zone of its own (RFC 5545 §3.6.5).</summary>
internal sealed class VTimeZone
{
    /// <summary>The years in which a rule's onsets are listed. An onset outside them counts when DTSTART or RDATE names it.</summary>
    private static readonly LocalDateTime From = new(1900, 1, 1, 0, 0);
    private static readonly LocalDateTime To = new(2100, 1, 1, 0, 0);

    /// <summary>A zone with a century of changes that are written one by one has about 200.</summary>
    private const int MaxObservances = 300;
    private const int MaxRules = 300;
    private const int MaxDates = 1_000;

    private readonly Lazy<(LocalDateTime Onset, Offset Before, Offset After)[]> onsets;

    private VTimeZone(string id, string? location, Func<IEnumerable<(LocalDateTime Onset, Offset Before, Offset After)>> onsets)
    {
        Id = id;
        Location = location;
        this.onsets = new(() => [.. onsets().OrderBy(onset => onset.Onset)]);
    }

    public string Id { get; }

    /// <summary>X-LIC-LOCATION: the IANA name, when the writer was kind.</summary>
    public string? Location { get; }

    /// <param name="component">The VTIMEZONE.</param>
    /// <param name="budget">For all zones of the file. A zone's rules are expanded when a time is read by them.</param>
    /// <param name="reason">Why its rules are not used; null when they are.</param>
    /// <returns>Null when it has no name, or rules that are not used.</returns>
    public static VTimeZone? Read(Component component, ExpansionBudget budget, out string? reason)
    {
        var id = component.Find("TZID") is { } line ? ICalendarText.Read(line).Trim() : "";
        if (id.Length == 0)
        {
            reason = "TZID is missing.";
            return null;
        }

        var observances = component.Children.Where(child => child.Name is "STANDARD" or "DAYLIGHT").ToList();
        reason = observances.Count > MaxObservances ? $"It has more than {MaxObservances} observances; its rules are not used."
            : observances.Sum(child => child.All("RRULE").Count()) > MaxRules ? $"It has more than {MaxRules} rules; they are not used."
            : observances.Sum(child => child.All("RDATE").Sum(date => date.Value.Count(c => c == ',') + 1)) > MaxDates ? $"It has more than {MaxDates} dates; its rules are not used."
            : observances.Select(CheckRules).FirstOrDefault(wrong => wrong is not null);
        return reason is not null ? null : new VTimeZone(
            id,
            component.Find("X-LIC-LOCATION")?.Value.Trim(),
            () =>
            {
                budget.BeginEvent();
                return observances.SelectMany(child => Onsets(child, budget));
            });
    }

    /// <summary>The offset of a wall time; null when the rules say nothing.</summary>
    public Offset? OffsetAt(LocalDateTime wall)
    {
        var all = onsets.Value;
        if (all.Length == 0)
        {
            return null;
        }

        var (low, high) = (0, all.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = all[middle].Onset <= wall ? (middle + 1, high) : (low, middle);
        }

        return low > 0 ? all[low - 1].After : all[0].Before;
    }

    private static string? CheckRules(Component observance)
    {
        var time = new EventTime.Zoned(From, From, ZoneNames.Utc);
        foreach (var rule in observance.All("RRULE").Select(line => RuleSyntax.Tidy(line.Value)))
        {
            // An unreadable rule is left out: the onsets that can be read are better than none.
            if (RuleSyntax.Check(rule, time) is null && RuleText.Read(rule, time).Frequency is not (Frequency.Yearly or Frequency.Monthly))
            {
                return "It has a rule that is neither yearly nor monthly; its rules are not used.";
            }
        }

        return null;
    }

    private static IEnumerable<(LocalDateTime Onset, Offset Before, Offset After)> Onsets(Component observance, ExpansionBudget budget)
    {
        if (ReadOffset(observance.Find("TZOFFSETFROM")) is not { } before
            || ReadOffset(observance.Find("TZOFFSETTO")) is not { } after
            || observance.Find("DTSTART") is not { } startLine
            || ICalendarTime.Parse(startLine.Value, null) is not { } start)
        {
            return [];
        }

        var time = new EventTime.Zoned(start.Wall, start.Wall, ZoneNames.Utc);
        return observance.All("RRULE")
            .Select(rule => RuleSyntax.Tidy(rule.Value))
            .Where(rule => RuleSyntax.Check(rule, time) is null)
            .SelectMany(rule => RuleExpansion.Starts(RuleText.Read(rule, time), time, From, To, budget))
            .Concat(observance.All("RDATE").SelectMany(ICalendarTime.ParseList).OfType<ICalendarTime>().Select(date => date.Wall))
            .Append(start.Wall)
            .Distinct()
            .Select(onset => (onset, before, after));
    }

    /// <summary>UTC-OFFSET (§3.3.14): <c>+0100</c>, <c>-033015</c>.</summary>
    private static Offset? ReadOffset(ContentLine? line)
    {
        var value = line?.Value.Trim() ?? "";
        if (value.Length is not (5 or 7) || value[0] is not ('+' or '-') || value.AsSpan(1).IndexOfAnyExceptInRange('0', '9') >= 0)
        {
            return null;
        }

        int Two(int at) => (value[at] - '0') * 10 + value[at + 1] - '0';
        var seconds = Two(1) * 3_600 + Two(3) * 60 + (value.Length == 7 ? Two(5) : 0);
        return seconds <= 18 * 3_600 ? Offset.FromSeconds(value[0] == '-' ? -seconds : seconds) : null;
    }
}
