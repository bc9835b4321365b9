using System.Globalization;
using CsCheck;
using NodaTime;
using TeamCalendars.Events;

namespace CalendarStore.Tests.Recurrences;

/// <summary>Random contents: recurrence rules with all parts, extreme years, unusual zones. The validation refuses many of them; a test uses the accepted ones.</summary>
internal static class RandomRule
{
    private static readonly string[] Zones =
        ["Etc/UTC", "Europe/Berlin", "America/New_York", "Pacific/Kiritimati", "Pacific/Apia", "Australia/Lord_Howe", "Asia/Kathmandu", "America/St_Johns", "Africa/Casablanca", "Etc/GMT+12"];

    private static readonly string[] Days = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

    private static readonly string[] Untils =
        ["00010101T000000Z", "00010101", "10000101T000000", "20261231T235959Z", "20270630", "20300101T120000", "25001231T235959Z", "99991231T235959Z", "99991231"];

    public static readonly Gen<string> Rule =
        from frequency in Any("YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY")
        from parts in Part().Array[0, 4]
        select string.Join(';', parts.DistinctBy(part => part.Split('=')[0]).Prepend($"FREQ={frequency}"));

    private static readonly Gen<int> Year = Gen.OneOf(Gen.Int[2020, 2030], Gen.Int[1000, 2500], Any(1000, 1001, 1582, 1883, 1970, 2499, 2500));

    private static readonly Gen<LocalDateTime> Start =
        from year in Year
        from day in Gen.Int[0, 364]
        from second in Gen.OneOf(Gen.Int[0, 47].Select(half => half * 1_800), Gen.Int[0, 86_399])
        select new LocalDate(year, 1, 1).PlusDays(day).AtMidnight().PlusSeconds(second);

    private static readonly Gen<EventTime> Time = Gen.OneOf(
        Gen.Select(Start, Gen.OneOf(Gen.Int[0, 3_000], Gen.Int[0, 700_000_000]), Any(Zones), (start, minutes, zone) => (EventTime)new EventTime.Zoned(start, start.PlusMinutes(minutes), zone)),
        Gen.Select(Start, Gen.Int[1, 400], (start, days) => (EventTime)new EventTime.AllDay(start.Date, start.Date.PlusDays(days))));

    public static readonly Gen<EventContent> Content =
        from time in Time
        from rules in Rule.Array[0, 3]
        from dates in Start.Array[0, 3]
        from without in Start.Array[0, 3]
        select new EventContent
        {
            Title = "x",
            Time = time,
            Recurrence = rules.Length + dates.Length == 0 ? null : new Recurrence
            {
                Rules = [.. rules],
                Dates = [.. dates.Select(date => Text(date, time))],
                ExceptionDates = [.. without.Select(date => Text(date, time))],
            },
        };

    public static readonly Gen<Interval> Window = Gen.Select(
        Gen.OneOf(Gen.Int[2019, 2031], Gen.Int[1, 9_996], Any(1, 999, 1000, 2500, 2501, 9_996)), Gen.Int[0, 364], Gen.Int[1, 400 * 24]).Select(
        (year, day, hours) =>
        {
            var from = Instant.FromUtc(year, 1, 1, 0, 0) + Duration.FromDays(day);
            return new Interval(from, from + Duration.FromHours(hours));
        });

    public static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static Gen<string> Part() => Gen.OneOf(
        Gen.OneOf(Gen.Int[1, 6], Any(1, 30, 366, 9_999, 10_000)).Select(number => Value("INTERVAL", number)),
        Gen.OneOf(Gen.Int[1, 40], Any(1, 400, 401, 10_000)).Select(number => Value("COUNT", number)),
        Any(Untils).Select(until => $"UNTIL={until}"),
        Numbers("BYMONTH", 1, 12, signed: false),
        Numbers("BYMONTHDAY", 1, 31, signed: true),
        Numbers("BYYEARDAY", 1, 366, signed: true),
        Numbers("BYWEEKNO", 1, 53, signed: true),
        Numbers("BYHOUR", 0, 23, signed: false),
        Numbers("BYMINUTE", 0, 59, signed: false),
        Numbers("BYSECOND", 0, 60, signed: false),
        Numbers("BYSETPOS", 1, 366, signed: true),
        Numbers("BYSETPOS", 1, 3, signed: true),
        Any(Days).Array[1, 4].Select(days => "BYDAY=" + string.Join(',', days)),
        Gen.Select(Gen.Int[-5, 5], Any(Days), (number, day) => string.Create(CultureInfo.InvariantCulture, $"BYDAY={number}{day}")),
        Any(Days).Select(day => $"WKST={day}"));

    private static Gen<string> Numbers(string name, int min, int max, bool signed) =>
        Gen.Select(Gen.Int[min, max], Gen.Bool, (number, negative) => signed && negative ? -number : number).Array[1, 4]
            .Select(numbers => $"{name}={string.Join(',', numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)))}");

    private static string Value(string name, int number) => string.Create(CultureInfo.InvariantCulture, $"{name}={number}");

    private static string Text(LocalDateTime date, EventTime time) => time is EventTime.AllDay
        ? NodaTime.Text.LocalDatePattern.Iso.Format(date.Date)
        : NodaTime.Text.LocalDateTimePattern.ExtendedIso.Format(date);
}
