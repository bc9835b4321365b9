using NodaTime;
using NodaTime.Calendars;

namespace TeamCalendars.Recurrences;

/// <summary>Whether a rule has an occurrence on a day of one of its periods (the table in RFC 5545 §3.3.10).</summary>
internal sealed class DayMatch
{
    private readonly RecurrenceRule rule;
    private readonly ulong? months;
    private readonly int? monthDay;
    private readonly IsoDayOfWeek? weekday;
    private readonly bool numberedByMonth;

    /// <param name="rule">The rule.</param>
    /// <param name="first">The start of the series. It says what the rule leaves open: a yearly rule without more is on its month and day.</param>
    public DayMatch(RecurrenceRule rule, LocalDate first)
    {
        this.rule = rule;
        WeekYears = WeekYearRules.ForMinDaysInFirstWeek(4, rule.WeekStart);
        numberedByMonth = rule.Frequency == Frequency.Monthly || rule.Months is not null;
        months = rule.Months;
        if (rule.Days is not null || rule.MonthDays is not null || rule.YearDays is not null)
        {
            return;
        }

        switch (rule.Frequency)
        {
            case Frequency.Yearly when rule.Weeks is not null:
            case Frequency.Weekly:
                weekday = first.DayOfWeek;
                break;
            case Frequency.Yearly:
                months ??= 1UL << first.Month;
                monthDay = first.Day;
                break;
            case Frequency.Monthly:
                monthDay = first.Day;
                break;
        }
    }

    /// <summary>Counts weeks as BYWEEKNO does: the first week has at least four days in its year.</summary>
    public IWeekYearRule WeekYears { get; }

    public bool HasMonth(LocalDate date) => months is not { } mask || (mask >> date.Month & 1) == 1;

    public bool Has(LocalDate date) =>
        HasMonth(date)
        && (monthDay is null || date.Day == monthDay)
        && (weekday is null || date.DayOfWeek == weekday)
        && (rule.MonthDays is null || rule.MonthDays.Contains(date.Day, DaysInMonth(date)))
        && (rule.YearDays is null || rule.YearDays.Contains(date.DayOfYear, DaysInYear(date)))
        && HasWeek(date)
        && HasDay(date);

    private bool HasWeek(LocalDate date) =>
        rule.Weeks is null || rule.Weeks.Contains(WeekYears.GetWeekOfWeekYear(date), WeekYears.GetWeeksInWeekYear(WeekYears.GetWeekYear(date)));

    private bool HasDay(LocalDate date)
    {
        if (rule.Days is not { } days)
        {
            return true;
        }

        var today = date.DayOfWeek;
        foreach (var (number, day) in days)
        {
            if (day == today && (number == 0 || IsNumber(date, number)))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsNumber(LocalDate date, int number)
    {
        var (day, last) = numberedByMonth ? (date.Day, DaysInMonth(date)) : (date.DayOfYear, DaysInYear(date));
        return number > 0 ? (day - 1) / 7 + 1 == number : (last - day) / 7 + 1 == -number;
    }

    private static int DaysInMonth(LocalDate date) => CalendarSystem.Iso.GetDaysInMonth(date.Year, date.Month);

    private static int DaysInYear(LocalDate date) => CalendarSystem.Iso.GetDaysInYear(date.Year);
}
