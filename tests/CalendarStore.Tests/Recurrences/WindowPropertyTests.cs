using CsCheck;
using NodaTime;
using TeamCalendars.Events;
using TeamCalendars.Recurrences;

namespace CalendarStore.Tests.Recurrences;

public class WindowPropertyTests
{
    private static readonly string[] Rules =
    [
        "FREQ=DAILY", "FREQ=DAILY;INTERVAL=3", "FREQ=DAILY;COUNT=90", "FREQ=HOURLY;INTERVAL=7", "FREQ=WEEKLY;BYDAY=MO,WE,SU", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,TU;WKST=SU",
        "FREQ=WEEKLY;INTERVAL=5;WKST=MO", "FREQ=MONTHLY", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=MONTHLY;INTERVAL=5;BYMONTHDAY=31,-1", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "FREQ=YEARLY", "FREQ=YEARLY;BYWEEKNO=1,53;BYDAY=MO,SU", "FREQ=YEARLY;INTERVAL=3;BYMONTH=1,12;BYDAY=SA", "FREQ=YEARLY;BYYEARDAY=1,-1", "FREQ=YEARLY;UNTIL=20280101T000000Z",
    ];

    /// <summary>The search for a window begins near the window, not at the start of the series. It must find the same occurrences.</summary>
    [Fact]
    public void A_window_shows_exactly_what_the_whole_series_has_in_it() =>
        Gen.Select(Gen.Int[0, Rules.Length - 1], Gen.Int[0, 800], Gen.Int[0, 3_000], Gen.Int[0, 2_000], Gen.Int[1, 60]).Sample(
            (rule, startDay, minutes, windowDay, days) =>
            {
                var start = new LocalDateTime(2024, 1, 1, 2, 30).PlusDays(startDay);
                var content = new EventContent
                {
                    Title = "x",
                    Time = new EventTime.Zoned(start, start.PlusMinutes(minutes), "Europe/Berlin"),
                    Recurrence = new Recurrence { Rules = [Rules[rule]] },
                };
                var from = Instant.FromUtc(2024, 1, 1, 0, 0) + Duration.FromDays(windowDay);
                var window = new Interval(from, from + Duration.FromDays(days));

                var all = Occurrences.Expand(content, new Interval(null, window.End), 20_000, new ExpansionBudget(TestContext.Current.CancellationToken));
                var expected = all.Items.Where(item => item.Start < window.End && (item.End > window.Start || item.Start == item.End && item.Start >= window.Start));

                Assert.False(all.Truncated);
                Assert.Equal(expected, Occurrences.Expand(content, window, 20_000, new ExpansionBudget(TestContext.Current.CancellationToken)).Items);
                Assert.True(
                    !expected.Any() || EventSpan.Of(content) is var span && expected.All(item => item.Start.ToUnixTimeTicks() >= span.Start && item.End.ToUnixTimeTicks() <= span.End),
                    "The span that window queries compare covers every occurrence.");
            },
            iter: 200, threads: 1);
}
