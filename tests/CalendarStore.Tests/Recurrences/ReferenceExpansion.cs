using NodaTime;
using NodaTime.Calendars;
using TeamCalendars.Recurrences;

namespace CalendarStore.Tests.Recurrences;

/// <summary>
/// Applies the table of RFC 5545 §3.3.10 to each hour since the start. It is slow, but it neither seeks nor generates periods.
/// </summary>
internal static class ReferenceExpansion
{
    /// <summary>Rules that the RFC forbids or leaves open. Programs differ in them.</summary>
    public static bool Defines(string rule)
    {
        bool Has(string part) => rule.Contains(part, StringComparison.Ordinal);
        return !(Has("BYWEEKNO") && (Has("BYMONTHDAY") || Has("BYYEARDAY") || Has("BYMONTH=")))
            && !(Has("BYYEARDAY") && (Has("=MONTHLY") || Has("=WEEKLY") || Has("=DAILY")))
            && !(Has("BYMONTHDAY") && Has("=WEEKLY"));
    }

    public static IEnumerable<LocalDateTime> Starts(RecurrenceRule rule, LocalDateTime start, LocalDateTime end)
    {
        var weeks = WeekYearRules.ForMinDaysInFirstWeek(4, rule.WeekStart);
        var all =
            from date in Enumerable.Range(-380, Math.Max(0, Period.DaysBetween(start.Date, end.Date) + 760)).Select(start.Date.PlusDays)
            where IsInPeriod(rule, start.Date, date, weeks) && HasDate(rule, start.Date, date, weeks)
            from hour in Enumerable.Range(0, 24)
            where rule.Frequency != Frequency.Hourly || IsInHour(rule, start, date.At(new LocalTime(hour, 0)))
            from time in rule.Times
            where rule.Frequency == Frequency.Hourly || time.Hour == hour
            select date.At(new LocalTime(hour, time.Minute, time.Second));
        var chosen = rule.Positions is not { } positions
            ? all
            : all.GroupBy(item => PeriodOf(rule, item, weeks)).SelectMany(period =>
            {
                var set = period.Order().ToList();
                return set.Where((_, index) => positions.Contains(index + 1) || positions.Contains(index - set.Count));
            });
        return chosen.Where(item => item >= start && (rule.Until is null || item <= rule.Until)).Order().Take(rule.Count ?? int.MaxValue).Where(item => item < end);
    }

    private static bool IsInPeriod(RecurrenceRule rule, LocalDate start, LocalDate date, IWeekYearRule weeks) => rule.Frequency switch
    {
        Frequency.Yearly => (YearOf(rule, date, weeks) - YearOf(rule, start, weeks)) % rule.Interval == 0,
        Frequency.Monthly => ((date.Year - start.Year) * 12 + date.Month - start.Month) % rule.Interval == 0,
        Frequency.Weekly => Period.DaysBetween(WeekOf(rule, start), WeekOf(rule, date)) / 7 % rule.Interval == 0,
        Frequency.Daily => Period.DaysBetween(start, date) % rule.Interval == 0,
        _ => true,
    };

    private static bool IsInHour(RecurrenceRule rule, LocalDateTime start, LocalDateTime hour) =>
        (Period.DaysBetween(start.Date, hour.Date) * 24 + hour.Hour - start.Hour) % rule.Interval == 0
        && (rule.Hours is not { } hours || (hours >> hour.Hour & 1) == 1);

    private static bool HasDate(RecurrenceRule rule, LocalDate start, LocalDate date, IWeekYearRule weeks)
    {
        var (daysInMonth, daysInYear) = (date.Calendar.GetDaysInMonth(date.Year, date.Month), date.Calendar.GetDaysInYear(date.Year));
        var named = rule.Days is not null || rule.MonthDays is not null || rule.YearDays is not null;
        var month = rule.Months is { } months ? (months >> date.Month & 1) == 1
            : rule.Frequency != Frequency.Yearly || rule.Weeks is not null || named || date.Month == start.Month;
        var day = rule.Frequency switch
        {
            Frequency.Yearly when !named && rule.Weeks is not null => date.DayOfWeek == start.DayOfWeek,
            Frequency.Weekly when !named => date.DayOfWeek == start.DayOfWeek,
            Frequency.Yearly or Frequency.Monthly when !named => date.Day == start.Day,
            _ => true,
        };
        return month && day
            && rule.MonthDays?.Contains(date.Day, daysInMonth) is not false
            && rule.YearDays?.Contains(date.DayOfYear, daysInYear) is not false
            && rule.Weeks?.Contains(weeks.GetWeekOfWeekYear(date), weeks.GetWeeksInWeekYear(weeks.GetWeekYear(date))) is not false
            && (rule.Days is not { } days || days.Any(item => item.Day == date.DayOfWeek && (item.Number == 0 || Weekdays(rule, date).ElementAtOrDefault(item.Number > 0 ? item.Number - 1 : ^-item.Number) == date)));
    }

    /// <summary>The same weekdays of the month or year, as BYDAY counts them.</summary>
    private static List<LocalDate> Weekdays(RecurrenceRule rule, LocalDate date)
    {
        var byMonth = rule.Frequency == Frequency.Monthly || rule.Months is not null;
        var first = new LocalDate(date.Year, byMonth ? date.Month : 1, 1);
        var last = byMonth ? first.PlusMonths(1) : first.PlusYears(1);
        return [.. Enumerable.Range(0, Period.DaysBetween(first, last)).Select(first.PlusDays).Where(item => item.DayOfWeek == date.DayOfWeek)];
    }

    private static LocalDateTime PeriodOf(RecurrenceRule rule, LocalDateTime item, IWeekYearRule weeks) => rule.Frequency switch
    {
        Frequency.Yearly => new LocalDate(YearOf(rule, item.Date, weeks), 1, 1).AtMidnight(),
        Frequency.Monthly => new LocalDate(item.Year, item.Month, 1).AtMidnight(),
        Frequency.Weekly => WeekOf(rule, item.Date).AtMidnight(),
        Frequency.Daily => item.Date.AtMidnight(),
        _ => item.Date.At(new LocalTime(item.Hour, 0)),
    };

    private static int YearOf(RecurrenceRule rule, LocalDate date, IWeekYearRule weeks) => rule.Weeks is null ? date.Year : weeks.GetWeekYear(date);

    private static LocalDate WeekOf(RecurrenceRule rule, LocalDate date) => date.DayOfWeek == rule.WeekStart ? date : date.Previous(rule.WeekStart);
}
