using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using TeamCalendars.Events;

namespace TeamCalendars.Recurrences;

/// <summary>Reads an RRULE value that <see cref="RuleSyntax"/> has accepted.</summary>
internal static class RuleText
{
    private static readonly LocalDatePattern UntilDate = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");
    private static readonly LocalDateTimePattern UntilTime = LocalDateTimePattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss");
    /// <summary>Rules that were stored before <see cref="RuleSyntax"/> refused dense ones may name each second of a day: no answer has room for more than these.</summary>
    private const int MaxTimes = 1_440;
    private static readonly LocalDateTime LongAgo = new(EventRules.FirstYear - 1, 1, 1, 0, 0);

    public static RecurrenceRule Read(string rule, EventTime time)
    {
        var parts = rule.Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split('=', 2))
            .ToDictionary(part => part[0], part => part[1], StringComparer.OrdinalIgnoreCase);
        int? Number(string name) => parts.TryGetValue(name, out var value) ? int.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture) : null;
        int[]? Numbers(string name) =>
            parts.TryGetValue(name, out var value) ? [.. value.Split(',').Select(number => int.Parse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture))] : null;

        var frequency = Enum.Parse<Frequency>(parts["FREQ"], ignoreCase: true);
        return new RecurrenceRule
        {
            Frequency = frequency,
            Interval = Number("INTERVAL") ?? 1,
            Count = Number("COUNT"),
            Until = parts.TryGetValue("UNTIL", out var until) ? Until(until, time) : null,
            WeekStart = parts.TryGetValue("WKST", out var weekStart) ? Weekday(weekStart) : IsoDayOfWeek.Monday,
            Months = Mask(Numbers("BYMONTH")),
            MonthDays = Numbers("BYMONTHDAY") is { } monthDays ? new NumberSet(monthDays) : null,
            YearDays = Numbers("BYYEARDAY") is { } yearDays ? new NumberSet(yearDays) : null,
            Weeks = Numbers("BYWEEKNO") is { } weeks ? new NumberSet(weeks) : null,
            Days = parts.TryGetValue("BYDAY", out var days) ? [.. days.Split(',').Select(day => (NumberOf(day), Weekday(day[^2..])))] : null,
            Hours = Mask(Numbers("BYHOUR")),
            Times = time is EventTime.AllDay ? [LocalTime.Midnight] : Times(time.WallStart().TimeOfDay, frequency, Numbers("BYHOUR"), Numbers("BYMINUTE"), Numbers("BYSECOND")),
            Positions = Numbers("BYSETPOS") is { } positions ? [.. positions] : null,
        };
    }

    /// <summary>The last wall time that an occurrence may start at; null when it is beyond every year that an event may have.</summary>
    public static LocalDateTime? Until(string value, EventTime time)
    {
        // Years first: .NET's DateTime.MinValue and the common 99991231T235959Z cannot be moved to another zone.
        var year = int.Parse(value.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture);
        if (year is < EventRules.FirstYear or > EventRules.LastYear)
        {
            return year > EventRules.LastYear ? null : LongAgo;
        }

        if (!UntilTime.Parse(value.TrimEnd('Z')).TryGetValue(default, out var wallTime))
        {
            // A date for an event with hours is against the letter of §3.3.10 and common: that day is still meant.
            var date = UntilDate.Parse(value).GetValueOrThrow();
            return time is EventTime.AllDay ? date.AtMidnight() : date.At(LocalTime.MaxValue);
        }

        return time switch
        {
            EventTime.Zoned timed when value.EndsWith('Z') => wallTime.InUtc().WithZone(timed.Zone).LocalDateTime,
            EventTime.AllDay when value.EndsWith('Z') => LocalDateOf(wallTime).AtMidnight(),
            EventTime.AllDay => wallTime.Date.AtMidnight(),
            _ => wallTime,
        };
    }

    /// <summary>
    /// The date that a program meant by a UTC instant for a whole day: some write the instant of their local midnight, which east of Greenwich
    /// is on the day before. What is no midnight of any zone, such as 23:59:59, is on its own date.
    /// </summary>
    public static LocalDate LocalDateOf(LocalDateTime utc) =>
        utc is { Hour: >= 12, Second: 0 } && utc.Minute % 15 == 0 ? utc.Date.PlusDays(1) : utc.Date;

    private static ImmutableArray<LocalTime> Times(LocalTime first, Frequency frequency, int[]? hours, int[]? minutes, int[]? seconds)
    {
        var times =
            from hour in frequency == Frequency.Hourly ? [0] : hours ?? [first.Hour]
            from minute in minutes ?? [first.Minute]
            from second in seconds ?? [first.Second]
            // A leap second is the second before.
            select new LocalTime(hour, minute, Math.Min(second, 59)).PlusNanoseconds(first.NanosecondOfSecond);
        return [.. times.Take(MaxTimes).Distinct().Order()];
    }

    private static ulong? Mask(int[]? numbers) => numbers?.Aggregate(0UL, (mask, number) => mask | 1UL << number);

    private static int NumberOf(string day) => day.Length == 2 ? 0 : int.Parse(day.AsSpan(0, day.Length - 2), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static IsoDayOfWeek Weekday(string name) => name.ToUpperInvariant() switch
    {
        "MO" => IsoDayOfWeek.Monday,
        "TU" => IsoDayOfWeek.Tuesday,
        "WE" => IsoDayOfWeek.Wednesday,
        "TH" => IsoDayOfWeek.Thursday,
        "FR" => IsoDayOfWeek.Friday,
        "SA" => IsoDayOfWeek.Saturday,
        _ => IsoDayOfWeek.Sunday,
    };
}
