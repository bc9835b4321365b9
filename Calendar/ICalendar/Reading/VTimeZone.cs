using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using TeamCalendars.Events;
using TeamCalendars.ICalendar.Syntax;
using TeamCalendars.Recurrences;

namespace TeamCalendars.ICalendar.Reading;

/// <summary>The rules that a file brings for a zone of its own (RFC 5545 §3.6.5).</summary>
internal sealed class VTimeZone
{
    /// <summary>A zone with a century of changes that are written one by one has about 200.</summary>
    private const int MaxObservances = 300;
    private const int MaxRules = 300;
    private const int MaxDates = 1_000;

    /// <summary>For one year of a zone. A rule with COUNT is counted from its start.</summary>
    private const int StepsPerYear = 20_000;

    /// <summary>Most zones change each year. A rule that has ended, or that skips years, has its last onset further back.</summary>
    private static readonly int[] YearsBack = [2, 30, 2_000];

    private static readonly LocalDateTimePattern Time = LocalDateTimePattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss");

    private readonly ImmutableArray<Observance> observances;
    private readonly Lazy<ZoneRules?> rules;

    private VTimeZone(string id, string? location, ImmutableArray<Observance> observances)
    {
        Id = id;
        Location = location;
        this.observances = observances;
        Zone = new OwnZone(this);
        rules = new(ToRules);
    }

    public string Id { get; }

    /// <summary>X-LIC-LOCATION: the IANA name, when the writer was kind.</summary>
    public string? Location { get; }

    public bool HasObservances => observances.Length > 0;

    public OwnZone Zone { get; }

    /// <summary>The component, short enough to be kept with an event; null when it is not.</summary>
    public ZoneRules? Rules => rules.Value;

    /// <param name="component">The VTIMEZONE.</param>
    /// <param name="reason">Why its rules are not used; null when they are.</param>
    /// <returns>Null when it has no name, or rules that are not used.</returns>
    public static VTimeZone? Read(Component component, out string? reason)
    {
        var id = component.Find("TZID") is { } line ? ICalendarText.Read(line).Trim() : "";
        if (id.Length == 0)
        {
            reason = "TZID is missing.";
            return null;
        }

        var children = component.Children.Where(child => child.Name is "STANDARD" or "DAYLIGHT").ToList();
        reason = children.Count > MaxObservances ? $"It has more than {MaxObservances} observances; its rules are not used."
            : children.Sum(child => child.All("RRULE").Count()) > MaxRules ? $"It has more than {MaxRules} rules; they are not used."
            : children.Sum(child => child.All("RDATE").Sum(date => date.Value.Count(c => c == ',') + 1)) > MaxDates ? $"It has more than {MaxDates} dates; its rules are not used."
            : null;
        if (reason is not null)
        {
            return null;
        }

        var read = children.Select(Observance.Read).OfType<Observance>().ToImmutableArray();
        if (read.Any(observance => observance.Rules.Any(rule => rule.Read.Frequency is not (Frequency.Yearly or Frequency.Monthly))))
        {
            reason = "It has a rule that is neither yearly nor monthly; its rules are not used.";
            return null;
        }

        return new VTimeZone(id, component.Find("X-LIC-LOCATION")?.Value.Trim(), read);
    }

    /// <summary>The changes of a year in UTC, in order, and the offset at its beginning.</summary>
    public (Offset AtStart, IEnumerable<(Instant Onset, Offset After)> Onsets) Of(int year)
    {
        var (start, end) = (new LocalDateTime(year, 1, 1, 0, 0), new LocalDateTime(year + 1, 1, 1, 0, 0));
        var budget = new ExpansionBudget(CancellationToken.None, StepsPerYear);
        budget.BeginEvent();
        var before = YearsBack
            .Select(years => OnsetsIn(new LocalDateTime(Math.Max(1, year - years), 1, 1, 0, 0), start, budget).LastOrDefault())
            .FirstOrDefault(onset => onset.Wall != default);
        var first = before.Wall != default ? before.After : observances.OrderBy(observance => observance.Start).Select(observance => (Offset?)observance.Before).FirstOrDefault() ?? Offset.Zero;
        return (first, OnsetsIn(start.PlusDays(-1), end.PlusDays(1), budget).Select(onset => (onset.Wall.WithOffset(onset.Before).ToInstant(), onset.After)));
    }

    /// <summary>
    /// The part of a time of which the rules tell something. Before the first observance they tell nothing, and a list of single changes tells nothing of what comes after it,
    /// unless all of the time comes after it.
    /// </summary>
    public (LocalDateTime First, LocalDateTime Last)? Told((LocalDateTime First, LocalDateTime Last) time)
    {
        var begin = HasObservances ? observances.Min(observance => observance.Start) : LocalDateTime.MaxIsoValue;
        if (begin > time.Last)
        {
            return null;
        }

        var end = observances.All(observance => observance.Rules.All(rule => rule.Read.Until is not null))
            ? observances.SelectMany(observance => observance.Rules.Select(rule => rule.Read.Until!.Value).Concat(observance.Dates).Append(observance.Start)).Max()
            : LocalDateTime.MaxIsoValue;
        return (LocalDateTime.Max(begin, time.First), end > time.First ? LocalDateTime.Min(end, time.Last) : time.Last);
    }

    private ZoneRules? ToRules()
    {
        var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        text.WriteLine("BEGIN:VTIMEZONE");
        var name = Id.EndsWith(ZoneRules.OwnName, StringComparison.Ordinal) ? Id[..^ZoneRules.OwnName.Length] : Id;
        text.WriteLine($"TZID:{name.Replace("\\", @"\\", StringComparison.Ordinal).Replace(";", @"\;", StringComparison.Ordinal).Replace(",", @"\,", StringComparison.Ordinal).ReplaceLineEndings(" ")}");
        foreach (var observance in observances)
        {
            text.WriteLine("BEGIN:STANDARD");
            text.WriteLine($"DTSTART:{Time.Format(observance.Start)}");
            text.WriteLine($"TZOFFSETFROM:{Text(observance.Before)}");
            text.WriteLine($"TZOFFSETTO:{Text(observance.After)}");
            foreach (var (rule, _) in observance.Rules)
            {
                text.WriteLine($"RRULE:{rule}");
            }

            foreach (var date in observance.Dates)
            {
                text.WriteLine($"RDATE:{Time.Format(date)}");
            }

            text.WriteLine("END:STANDARD");
        }

        text.Write("END:VTIMEZONE");
        return HasObservances && text.GetStringBuilder().Length <= ZoneRules.MaxLength ? new ZoneRules(text.ToString()) : null;
    }

    private IEnumerable<(LocalDateTime Wall, Offset Before, Offset After)> OnsetsIn(LocalDateTime from, LocalDateTime to, ExpansionBudget budget) =>
        observances.SelectMany(observance => observance.Onsets(from, to, budget).Select(wall => (wall, observance.Before, observance.After))).OrderBy(onset => onset.wall);

    private static string Text(Offset offset)
    {
        var seconds = Math.Abs(offset.Seconds);
        var text = string.Create(CultureInfo.InvariantCulture, $"{(offset < Offset.Zero ? '-' : '+')}{seconds / 3_600:00}{seconds / 60 % 60:00}");
        return seconds % 60 == 0 ? text : string.Create(CultureInfo.InvariantCulture, $"{text}{seconds % 60:00}");
    }

    /// <summary>A STANDARD or DAYLIGHT. Which of the two it is makes no difference to the offset.</summary>
    private sealed record Observance(
        LocalDateTime Start, Offset Before, Offset After, ImmutableArray<(string Text, RecurrenceRule Read)> Rules, ImmutableArray<LocalDateTime> Dates)
    {
        private EventTime.Zoned Time => TimeAt(Start, Before);

        public static Observance? Read(Component component)
        {
            if (ReadOffset(component.Find("TZOFFSETFROM")) is not { } before
                || ReadOffset(component.Find("TZOFFSETTO")) is not { } after
                || component.Find("DTSTART") is not { } startLine
                || ICalendarTime.Parse(startLine.Value, null) is not { } start)
            {
                return null;
            }

            var time = TimeAt(start.Wall, before);
            return new Observance(
                start.Wall,
                before,
                after,
                // An unreadable rule is left out: the onsets that can be read are better than none.
                [.. component.All("RRULE").Select(rule => RuleSyntax.Tidy(rule.Value)).Where(rule => RuleSyntax.Check(rule, time) is null).Select(rule => (rule, RuleText.Read(rule, time)))],
                [.. component.All("RDATE").SelectMany(ICalendarTime.ParseList).OfType<ICalendarTime>().Select(date => date.Wall)]);
        }

        public IEnumerable<LocalDateTime> Onsets(LocalDateTime from, LocalDateTime to, ExpansionBudget budget) => Rules
            .SelectMany(rule => RuleExpansion.Starts(rule.Read, Time, from, to, budget))
            .Concat(Dates.Append(Start).Where(date => date >= from && date < to))
            .Distinct();

        /// <summary>In UNTIL a rule names an instant; its onsets are wall times by the offset before them.</summary>
        private static EventTime.Zoned TimeAt(LocalDateTime start, Offset before) =>
            new(start, start, before == Offset.Zero ? ZoneNames.Utc : DateTimeZone.ForOffset(before).Id);

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
}
