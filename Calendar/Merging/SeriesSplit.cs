using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using TeamCalendars.Events;
using TeamCalendars.Recurrences;

namespace TeamCalendars.Merging;

/// <summary>
/// A change of one occurrence and all later ones (RANGE=THISANDFUTURE, RFC 5545 §3.2.13) cuts its series in two. Each part is an ordinary series, so
/// that whatever shows or edits series shows it right. Later occurrences move by as much as the changed one, and take its length.
/// </summary>
internal sealed class SeriesSplit(EventContent master, ExpansionBudget budget)
{
    private static readonly LocalDatePattern Date = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");
    private static readonly InstantPattern Utc = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss'Z'");

    private readonly Recurrence whole = master.Recurrence!;

    /// <summary>The series up to the occurrence that another part begins with.</summary>
    public Recurrence Before(EventContent part)
    {
        var end = EventTimes.ParseDate(part.RecurrenceId!);
        var start = Text(master.Time.WallStart(), master.Time);
        var (rules, dates) = (whole.Rules.Select(rule => Cut(rule, null, end, Period.Zero, master.Time)).OfType<string>().ToImmutableArray(), Within(whole.Dates, null, end));
        if (rules.Length + dates.Length > 0)
        {
            return whole with { Rules = rules, Dates = dates };
        }

        // A series has a date. Its own start is one, unless that is where the change begins.
        var overridden = master.Time.WallStart() < end ? whole.OverriddenDates : [.. whole.OverriddenDates.Append(start).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return whole with { Rules = [], Dates = [start], OverriddenDates = overridden };
    }

    /// <param name="part">The changed occurrence.</param>
    /// <param name="next">Where the part after it begins; null for the last one.</param>
    public Recurrence From(EventContent part, EventContent? next)
    {
        var first = EventTimes.ParseDate(part.RecurrenceId!);
        var end = next is null ? (LocalDateTime?)null : EventTimes.ParseDate(next.RecurrenceId!);
        var shift = Period.Between(first, part.Time.WallStart(), PeriodUnits.Days | PeriodUnits.AllTimeUnits);
        ImmutableArray<string> Shifted(IEnumerable<string> dates) => [.. dates.Select(date => Shift(date, shift, part.Time)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(RecurrenceRules.MaxDates)];

        var moved = whole.Rules is [var only] && Starts(only, first, first.PlusNanoseconds(1)).Any() ? Moved(only, first, part.Time) : null;
        var rule = moved is null ? null : Cut(moved, first, end, shift, part.Time);
        var dates = rule is not null ? Within(whole.Dates, first, end)
            : Within(whole.Dates, first, end).AddRange(whole.Rules
                .SelectMany(text => Starts(text, first, end ?? new LocalDate(EventRules.LastYear + 1, 1, 1).AtMidnight() - shift).Take(RecurrenceRules.MaxDates))
                .Distinct().Order().Take(RecurrenceRules.MaxDates).Select(start => Text(start, master.Time)));
        var shifted = Shifted(dates);
        return new Recurrence
        {
            Rules = rule is null ? [] : [rule],
            Dates = rule is null && shifted.IsEmpty ? [Text(part.Time.WallStart(), part.Time)] : shifted,
            ExceptionDates = Shifted(Within(whole.ExceptionDates, first, end)),
            OverriddenDates = Shifted(Within(whole.OverriddenDates, first, end).Where(date => EventTimes.ParseDate(date) != first)),
        };
    }

    /// <summary>The rule with its parts moved by days; null when a rule cannot say it, and the dates must be listed.</summary>
    private string? Moved(string rule, LocalDateTime first, EventTime time)
    {
        var start = time.WallStart();
        var days = Period.DaysBetween(first.Date, start.Date);
        var parts = rule.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=', 2)).ToList();
        var names = parts.Select(part => part[0].ToUpperInvariant()).ToHashSet(StringComparer.Ordinal);
        var frequency = parts.Find(part => part[0].Equals("FREQ", StringComparison.OrdinalIgnoreCase))![1].ToUpperInvariant();
        var otherTime = start.TimeOfDay != first.TimeOfDay || time is EventTime.AllDay != master.Time is EventTime.AllDay;
        if (otherTime && (frequency == "HOURLY" || names.Overlaps(["BYHOUR", "BYMINUTE", "BYSECOND"])))
        {
            return null;
        }

        if (days == 0 || frequency == "DAILY" && !names.Any(name => name.StartsWith("BY", StringComparison.Ordinal)))
        {
            return rule;
        }

        return frequency != "WEEKLY" || names.Any(name => name.StartsWith("BY", StringComparison.Ordinal) && name != "BYDAY")
            ? null
            : string.Join(';', parts
                .Where(part => !part[0].Equals("WKST", StringComparison.OrdinalIgnoreCase))
                .Select(part => part[0].Equals("BYDAY", StringComparison.OrdinalIgnoreCase) ? $"BYDAY={string.Join(',', part[1].Split(',').Select(day => Weekday(day, days)))}" : string.Join('=', part))
                .Append($"WKST={Weekday(parts.Find(part => part[0].Equals("WKST", StringComparison.OrdinalIgnoreCase))?[1] ?? "MO", days)}"));
    }

    /// <summary>The rule with what lies in [first, end) only; null when that is nothing.</summary>
    private string? Cut(string rule, LocalDateTime? first, LocalDateTime? end, Period shift, EventTime time)
    {
        var original = first is null ? rule : whole.Rules[0];
        var read = RuleText.Read(original, master.Time);
        var rest = string.Join(';', rule.Split(';').Where(part => !part.StartsWith("COUNT=", StringComparison.OrdinalIgnoreCase) && !part.StartsWith("UNTIL=", StringComparison.OrdinalIgnoreCase)));
        if (read.Count is { } count)
        {
            var left = (end is { } to ? Math.Min(count, Number(original, to)) : count) - (first is { } from ? Number(original, from) : 0);
            return left > 0 ? string.Create(CultureInfo.InvariantCulture, $"{rest};COUNT={left}") : null;
        }

        var last = end is { } before ? LocalDateTime.Min(before.PlusSeconds(-1), read.Until ?? before) : read.Until;
        if (last is null)
        {
            return rest;
        }

        if (last < (first ?? master.Time.WallStart()))
        {
            return null;
        }

        return $"{rest};UNTIL={time switch
        {
            EventTime.Zoned timed => Utc.Format(timed.InstantOf(last.Value + shift)),
            _ => Date.Format((last.Value + shift).Date),
        }}";
    }

    private int Number(string rule, LocalDateTime end) => Starts(rule, master.Time.WallStart(), end).Count();

    private IEnumerable<LocalDateTime> Starts(string rule, LocalDateTime from, LocalDateTime to) => RuleExpansion.Starts(RuleText.Read(rule, master.Time), master.Time, from, to, budget);

    private static ImmutableArray<string> Within(ImmutableArray<string> dates, LocalDateTime? first, LocalDateTime? end) =>
        [.. dates.Where(text => EventTimes.ParseDate(text) is var date && (first is null || date >= first) && (end is null || date < end))];

    private static string Shift(string text, Period shift, EventTime time) => string.Join('/', text.Split('/').Select(part => Text(EventTimes.ParseDate(part) + shift, time)));

    public static string Text(LocalDateTime date, EventTime time) =>
        time is EventTime.AllDay ? LocalDatePattern.Iso.Format(date.Date) : LocalDateTimePattern.ExtendedIso.Format(date);

    private static string Weekday(string day, int days)
    {
        string[] names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
        return names[((Array.IndexOf(names, day.ToUpperInvariant()) + days) % 7 + 7) % 7];
    }
}
