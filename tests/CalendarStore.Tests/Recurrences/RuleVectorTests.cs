using System.Globalization;
using NodaTime.Text;
using TeamCalendars.Events;
using TeamCalendars.Recurrences;

namespace CalendarStore.Tests.Recurrences;

/// <summary>libical's vectors: an RRULE, a DTSTART, the instances or an error.</summary>
public class RuleVectorTests
{
    private static readonly LocalDateTimePattern Time = LocalDateTimePattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss");
    private static readonly LocalDatePattern Date = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");

    /// <summary>The rules with a known difference. The test asserts the whole list, so that each change of it is noticed.</summary>
    private static readonly string[] KnownDeviations =
    [
        // The table of RFC 5545 §3.3.10 says that BYMONTHDAY expands in a year: every month has its 29th. libical takes the month of the start.
        "FREQ=YEARLY;BYMONTHDAY=29;COUNT=3 from 20240229: 20240229,20240329,20240429",
        "FREQ=YEARLY;BYMONTHDAY=-29,-1;COUNT=4 from 20240201: 20240201,20240229,20240303,20240331",
        // libical: "not implemented".
        "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=30;BYWEEKNO=1;UNTIL=20320101 from 20241230: 20241230,20251230",
        // More than one occurrence per hour before BYSETPOS selects a few of them.
        "FREQ=HOURLY;BYMINUTE=0,10,20,30,40,50;BYSETPOS=-2,3;INTERVAL=2;COUNT=5 from 20241023T154000: The rule repeats 144 times on one day; at most 24 times are possible.",
        "FREQ=MONTHLY;BYMONTHDAY=1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17;BYHOUR=1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16;"
        + "BYMINUTE=1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16;BYSECOND=1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16;BYSETPOS=1,-1;COUNT=4 from 20250101T010101: "
        + "The rule repeats 4,096 times on one day; at most 24 times are possible.",
        // Years with a week 53. The two libraries begin to count the interval at different years.
        "FREQ=YEARLY;BYWEEKNO=53;INTERVAL=6;BYDAY=TH;COUNT=1 from 20270103T000000Z: 20321230T000000",
        "FREQ=YEARLY;BYWEEKNO=53;INTERVAL=5;BYDAY=TH;COUNT=1 from 20270103T000000Z: 20711231T000000",
    ];

    [Fact]
    public void Every_vector_gives_its_instances_but_for_the_known_deviations()
    {
        var vectors = Vectors(TestData.Require(Path.Combine("rrule", "icalrecur_test.txt"))).ToList();
        var (refused, supported) = (vectors.Where(IsTooFrequent).ToList(), vectors.Where(vector => !IsTooFrequent(vector)).ToList());

        var deviations = supported.Where(vector => Answer(vector) != vector.Expected).Select(vector => $"{vector.Rule} from {vector.Start}: {Answer(vector)}");

        Assert.Equal((11, 135), (refused.Count, supported.Count));
        Assert.All(refused, vector => Assert.Contains("is not supported", Answer(vector), StringComparison.Ordinal));
        Assert.Equal(string.Join('\n', KnownDeviations), string.Join('\n', deviations));
    }

    /// <summary>Refused by <see cref="EventRules"/>.</summary>
    private static bool IsTooFrequent(Vector vector) =>
        vector.Rule.Contains("FREQ=SECONDLY", StringComparison.Ordinal) || vector.Rule.Contains("FREQ=MINUTELY", StringComparison.Ordinal);

    private static string Answer(Vector vector)
    {
        var allDay = vector.Start.Length == 8;
        var start = allDay ? Date.Parse(vector.Start).Value.AtMidnight() : Time.Parse(vector.Start.TrimEnd('Z')).Value;
        EventTime time = allDay ? new EventTime.AllDay(start.Date, start.Date.PlusDays(1)) : new EventTime.Zoned(start, start, "Etc/UTC");
        if (RuleSyntax.Check(vector.Rule, time) is { } reason)
        {
            return reason;
        }

        var count = vector.Expected.Split(',').Length;
        return string.Join(',', RuleExpansion.Starts(RuleText.Read(vector.Rule, time), time, start, Occurrences.Latest, new ExpansionBudget(TestContext.Current.CancellationToken)).Take(count + 1).Select(at => allDay ? Date.Format(at.Date) : Time.Format(at)));
    }

    private static IEnumerable<Vector> Vectors(string file)
    {
        var lines = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(file).Append(""))
        {
            if (line.Length == 0 && lines.TryGetValue("RRULE", out var rule))
            {
                yield return new Vector(rule, lines["DTSTART"], lines["INSTANCES"].Replace("Z", "", false, CultureInfo.InvariantCulture).Trim());
                lines.Clear();
            }
            else if (line.Split(':', 2) is [var name, var value] && line[0] != '#')
            {
                lines[name] = value.Trim();
            }
        }
    }

    private sealed record Vector(string Rule, string Start, string Expected);
}
