using NodaTime;
using TeamCalendars.Events;

namespace TeamCalendars.Recurrences;

/// <summary>
/// Expands one rule, period by period: a year, month, week, day or hour, depending on FREQ. It begins at the window by arithmetic, unless a COUNT
/// has to be counted from the start, and it spends a step for each day and each time that it looks at. A general library cannot be stopped
/// within a rule, so one stored rule could keep a processor busy.
/// </summary>
internal sealed class RuleExpansion
{
    /// <summary>Periods begin within these years. With the longest interval and the longest event, all dates stay within those that can be computed with.</summary>
    private const int LastYear = 2600;

    private readonly RecurrenceRule rule;
    private readonly DayMatch days;
    private readonly LocalDateTime first;
    private readonly int firstYear;
    private readonly DateTimeZone? zone;
    private readonly ExpansionBudget budget;

    private RuleExpansion(RecurrenceRule rule, EventTime time, ExpansionBudget budget)
    {
        this.rule = rule;
        this.budget = budget;
        first = time.WallStart();
        days = new DayMatch(rule, first.Date);
        // The first days of January can be in week 53 of the year before, the last ones of December in week 1 of the year after.
        firstYear = rule.Weeks is null ? first.Year : days.WeekYears.GetWeekYear(first.Date);
        zone = rule.Frequency == Frequency.Hourly && time is EventTime.Zoned timed ? timed.Zone : null;
    }

    /// <summary>
    /// The wall times in [from, to) that the rule gives, in order, lazily. Occurrences are computed as people write them and become instants
    /// afterwards (RFC 5545 §3.3.10, last paragraphs), so a weekly 09:00 stays 09:00 over a DST change. A wall time that is not after the one before it
    /// is meant for the second time that the clock shows it: an hourly rule leaves out no hour in autumn.
    /// </summary>
    public static IEnumerable<LocalDateTime> Starts(RecurrenceRule rule, EventTime time, LocalDateTime from, LocalDateTime to, ExpansionBudget budget) =>
        new RuleExpansion(rule, time, budget).Starts(from, to);

    private IEnumerable<LocalDateTime> Starts(LocalDateTime from, LocalDateTime to)
    {
        var end = rule.Until is { } until && until < to ? until.PlusNanoseconds(1) : to;
        var left = rule.Count ?? int.MaxValue;
        LocalDateTime? last = null;
        foreach (var (start, again) in WithRepeatedHours(All(rule.Count is null ? IndexNear(from) : 0, end)))
        {
            if (start < first || start <= last && !again)
            {
                continue;
            }

            if (start >= end || left-- == 0)
            {
                yield break;
            }

            last = start;
            if (start >= from)
            {
                yield return start;
            }
        }
    }

    /// <summary>The wall times of all periods that begin before the end.</summary>
    private IEnumerable<LocalDateTime> All(long index, LocalDateTime end)
    {
        while (Period(index) is var (begin, length) && begin < end && budget.TrySpend(1))
        {
            if (NextIndex(index, begin) is var next && next > index + 1)
            {
                index = next;
                continue;
            }

            foreach (var start in Chosen(begin, length))
            {
                yield return start;
            }

            index++;
        }
    }

    /// <summary>
    /// An hour that a DST change skips is the hour after it, which an hourly rule has already: one instant is one occurrence. An hour that the clock shows twice
    /// is two hours of a rule for each hour. Other rules keep the wall time, because people name an occurrence by it.
    /// </summary>
    private IEnumerable<(LocalDateTime Start, bool Again)> WithRepeatedHours(IEnumerable<LocalDateTime> starts)
    {
        var repeated = new List<LocalDateTime>();
        foreach (var start in starts)
        {
            var instants = zone?.MapLocal(start);
            var isRepeated = instants?.Count == 2 && rule is { Interval: 1, Hours: null } && instants.Last().ToInstant() - instants.First().ToInstant() == Duration.FromHours(1);
            if (!isRepeated)
            {
                foreach (var before in repeated)
                {
                    yield return (before, true);
                }

                repeated.Clear();
            }

            yield return (instants?.Count == 0 ? zone!.AtLeniently(start).LocalDateTime : start, false);
            if (isRepeated)
            {
                repeated.Add(start);
            }
        }
    }

    /// <summary>The period with this index: where it begins, and its number of days. An hour is a part of one day.</summary>
    private (LocalDateTime Begin, int Days) Period(long index)
    {
        var steps = index * rule.Interval;
        switch (rule.Frequency)
        {
            case Frequency.Yearly when firstYear + steps > LastYear:
                return (LocalDateTime.MaxIsoValue, 0);
            case Frequency.Yearly:
                var year = firstYear + (int)steps;
                var (begin, after) = rule.Weeks is null
                    ? (new LocalDate(year, 1, 1), new LocalDate(year + 1, 1, 1))
                    : (days.WeekYears.GetLocalDate(year, 1, rule.WeekStart, CalendarSystem.Iso), days.WeekYears.GetLocalDate(year + 1, 1, rule.WeekStart, CalendarSystem.Iso));
                return (begin.AtMidnight(), NodaTime.Period.DaysBetween(begin, after));
            case Frequency.Monthly:
                var month = new LocalDate(first.Year, first.Month, 1).PlusMonths((int)steps);
                return (month.AtMidnight(), CalendarSystem.Iso.GetDaysInMonth(month.Year, month.Month));
            case Frequency.Weekly:
                return (WeekOf(first.Date).PlusDays((int)steps * 7).AtMidnight(), 7);
            case Frequency.Daily:
                return (first.Date.PlusDays((int)steps).AtMidnight(), 1);
            default:
                return (first.Date.At(new LocalTime(first.Hour, 0)).PlusHours(steps), 1);
        }
    }

    /// <summary>The index of a period that is not after the moment, and few periods before it.</summary>
    private long IndexNear(LocalDateTime moment)
    {
        if (moment <= first)
        {
            return 0;
        }

        long passed = rule.Frequency switch
        {
            Frequency.Yearly => moment.Year - firstYear - 1,
            Frequency.Monthly => (moment.Year - first.Year) * 12 + moment.Month - first.Month,
            Frequency.Weekly => NodaTime.Period.DaysBetween(WeekOf(first.Date), moment.Date) / 7,
            Frequency.Daily => NodaTime.Period.DaysBetween(first.Date, moment.Date),
            // One hour more: a skipped hour is the one after it.
            _ => NodaTime.Period.DaysBetween(first.Date, moment.Date) * 24L + moment.Hour - first.Hour - 2,
        };
        return Math.Max(0, passed / rule.Interval);
    }

    /// <summary>Days and hours that do not match are passed over at once: an hourly rule for 29 February looks at few hours.</summary>
    private long NextIndex(long index, LocalDateTime begin)
    {
        if (rule.Frequency is not (Frequency.Daily or Frequency.Hourly))
        {
            return index;
        }

        var date = begin.Date;
        var next = !days.HasMonth(date) ? new LocalDate(date.Year, date.Month, 1).PlusMonths(1)
            : rule.Frequency == Frequency.Hourly && !days.Has(date) ? date.PlusDays(1)
            : date;
        if (next == date)
        {
            return index;
        }

        var passed = NodaTime.Period.DaysBetween(first.Date, next) * (rule.Frequency == Frequency.Daily ? 1L : 24L) - (rule.Frequency == Frequency.Daily ? 0 : first.Hour);
        return Math.Max(index + 1, (passed + rule.Interval - 1) / rule.Interval);
    }

    /// <summary>The wall times of a period, in order; with BYSETPOS those at its positions.</summary>
    private IEnumerable<LocalDateTime> Chosen(LocalDateTime begin, int length)
    {
        var all = rule.Frequency == Frequency.Hourly ? OfHour(begin) : OfDays(begin.Date, length);
        if (rule.Positions is not { } positions)
        {
            return all;
        }

        var set = all.ToList();
        return positions
            .Select(position => position > 0 ? position - 1 : set.Count + position)
            .Where(position => position >= 0 && position < set.Count)
            .Distinct().Order()
            .Select(position => set[position]);
    }

    private IEnumerable<LocalDateTime> OfDays(LocalDate begin, int length)
    {
        var end = begin.PlusDays(length);
        for (var date = begin; date < end; date = date.PlusDays(1))
        {
            if (!budget.TrySpend(1))
            {
                yield break;
            }

            if (!days.HasMonth(date))
            {
                date = new LocalDate(date.Year, date.Month, CalendarSystem.Iso.GetDaysInMonth(date.Year, date.Month));
                continue;
            }

            if (!days.Has(date))
            {
                continue;
            }

            foreach (var time in rule.Times)
            {
                if (!budget.TrySpend(1))
                {
                    yield break;
                }

                yield return date + time;
            }
        }
    }

    private IEnumerable<LocalDateTime> OfHour(LocalDateTime begin) =>
        days.Has(begin.Date) && (rule.Hours is not { } hours || (hours >> begin.Hour & 1) == 1)
            ? rule.Times.Select(time => begin.PlusNanoseconds(time.NanosecondOfDay))
            : [];

    private LocalDate WeekOf(LocalDate date) => date.DayOfWeek == rule.WeekStart ? date : date.Previous(rule.WeekStart);
}
