using NodaTime;
using NodaTime.Text;
using TeamCalendars.Events;
using TeamCalendars.Recurrences;

namespace CalendarStore.Tests.Recurrences;

public class OccurrencesTests
{
    private static readonly Interval Always = Sample.Window("2000-01-01T00:00:00Z", "2100-01-01T00:00:00Z");

    [Fact]
    public void A_weekly_meeting_keeps_its_wall_time_over_both_changes_of_the_clock()
    {
        var autumn = Series("2026-10-19T09:00:00", "2026-10-19T10:00:00", "FREQ=WEEKLY;COUNT=2");
        var spring = Series("2026-03-23T09:00:00", "2026-03-23T10:00:00", "FREQ=WEEKLY;COUNT=2");

        Assert.Equal(["2026-10-19T07:00:00Z", "2026-10-26T08:00:00Z"], Instants(Expand(autumn, Always, 10)));
        Assert.Equal(["2026-03-23T08:00:00Z", "2026-03-30T07:00:00Z"], Instants(Expand(spring, Always, 10)));
    }

    [Fact]
    public void A_wall_time_that_is_skipped_moves_forward_by_the_gap()
    {
        var result = Expand(Series("2026-03-28T02:30:00", "2026-03-28T02:45:00", "FREQ=DAILY;COUNT=3"), Always, 10);

        Assert.Equal(["2026-03-28T01:30:00Z", "2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z"], Instants(result));
        Assert.All(result.Items, item => Assert.Equal(Duration.FromMinutes(15), item.End - item.Start));
    }

    [Fact]
    public void A_wall_time_that_occurs_twice_is_the_earlier() =>
        Assert.Equal("2026-10-25T00:30:00Z", Instants(Expand(Series("2026-10-24T02:30:00", "2026-10-24T02:45:00", "FREQ=DAILY;COUNT=2"), Always, 10))[1]);

    [Fact]
    public void A_night_shift_ends_at_its_wall_time_in_the_night_of_the_change()
    {
        var night = Expand(Series("2026-10-23T22:00:00", "2026-10-24T06:00:00", "FREQ=DAILY;COUNT=2"), Always, 10).Items[1];

        Assert.Equal(Sample.Timed("2026-10-24T22:00:00", "2026-10-25T06:00:00"), night.Time);
        Assert.Equal(Duration.FromHours(9), night.End - night.Start);
    }

    [Fact]
    public void A_length_that_a_gap_would_turn_negative_is_kept()
    {
        var item = Expand(Series("2026-03-28T02:30:00", "2026-03-28T03:00:00", "FREQ=DAILY;COUNT=2"), Always, 10).Items[1];

        Assert.Equal(Duration.FromMinutes(30), item.End - item.Start);
    }

    [Fact]
    public void Exception_dates_and_overridden_dates_are_left_out_and_extra_dates_come_in_once()
    {
        var series = Series("2026-11-02T09:00:00", "2026-11-02T10:00:00", "FREQ=WEEKLY;COUNT=4") with
        {
            Recurrence = new Recurrence
            {
                Rules = ["FREQ=WEEKLY;COUNT=4"],
                ExceptionDates = ["2026-11-09T09:00:00"],
                OverriddenDates = ["2026-11-16T09:00:00"],
                Dates = ["2026-11-23T09:00:00", "2026-11-04T15:00:00"],
            },
        };

        Assert.Equal(["2026-11-02T08:00:00Z", "2026-11-04T14:00:00Z", "2026-11-23T08:00:00Z"], Instants(Expand(series, Always, 10)));
    }

    [Fact]
    public void The_own_start_counts_even_outside_the_rule() =>
        Assert.Equal(
            ["2026-11-03T08:00:00Z", "2026-11-09T08:00:00Z", "2026-11-16T08:00:00Z"],
            Instants(Expand(Series("2026-11-03T09:00:00", "2026-11-03T10:00:00", "FREQ=WEEKLY;BYDAY=MO;COUNT=2"), Always, 10)));

    [Theory]
    [InlineData("FREQ=DAILY;UNTIL=20261104T080000Z", 3)] // 09:00 in Berlin exactly: included
    [InlineData("FREQ=DAILY;UNTIL=20261104T075959Z", 2)]
    [InlineData("FREQ=DAILY;UNTIL=20261104T090000", 3)]
    [InlineData("FREQ=DAILY;UNTIL=20261104", 3)] // a date means that day
    [InlineData("FREQ=DAILY;UNTIL=00010101T000000Z", 1)] // .NET's DateTime.MinValue
    [InlineData("FREQ=YEARLY;UNTIL=99991231T235959Z", 10)] // "for ever"
    [InlineData("FREQ=YEARLY;UNTIL=99991231", 10)]
    [InlineData("FREQ=DAILY;BYHOUR=9,9;COUNT=3", 3)] // a doubled value counts once
    [InlineData("freq=daily;count=3;", 3)]
    public void A_series_ends_where_its_rule_says(string rule, int expected) =>
        Assert.Equal(expected, Expand(Series("2026-11-02T09:00:00", "2026-11-02T10:00:00", rule), Always, 10).Items.Length);

    [Fact]
    public void Whole_days_carry_dates_and_their_midnight_in_utc()
    {
        var series = new EventContent { Title = "x", Time = Sample.Days("2026-12-24", "2026-12-27"), Recurrence = new Recurrence { Rules = ["FREQ=YEARLY;UNTIL=20271224T230000Z"] } };

        var items = Expand(series, Always, 10).Items;

        Assert.Equal([Sample.Days("2026-12-24", "2026-12-27"), Sample.Days("2027-12-24", "2027-12-27")], items.Select(item => item.Time));
        Assert.Equal(("2026-12-24T00:00:00Z", "2026-12-27T00:00:00Z"), (InstantPattern.ExtendedIso.Format(items[0].Start), InstantPattern.ExtendedIso.Format(items[0].End)));
    }

    [Fact]
    public void Only_what_meets_the_window_is_given()
    {
        var series = Series("2026-01-01T09:00:00", "2026-01-01T10:00:00", "FREQ=DAILY");
        // From the end of the occurrence on the 23rd to the start of the one on the 25th.
        var window = Sample.Window("2026-11-23T09:00:00Z", "2026-11-25T08:00:00Z");

        Assert.Equal(["2026-11-24T08:00:00Z"], Instants(Expand(series, window, 10)));
        Assert.Empty(Expand(series, Sample.Window("2025-01-01T00:00:00Z", "2026-01-01T08:00:00Z"), 10).Items);
    }

    [Fact]
    public void An_event_that_happens_once_is_its_own_occurrence_in_its_window_only()
    {
        var content = Sample.Event();

        Assert.Equal(content.Time, Assert.Single(Expand(content, Always, 1).Items).Time);
        Assert.Empty(Expand(content, Sample.Window("2026-11-24T00:00:00Z", "2026-11-25T00:00:00Z"), 1).Items);
    }

    [Fact]
    public void More_than_the_limit_is_cut_and_said()
    {
        var endless = Series("2026-01-01T09:00:00", "2026-01-01T10:00:00", "FREQ=HOURLY");
        var exact = Series("2026-01-01T09:00:00", "2026-01-01T10:00:00", "FREQ=HOURLY;COUNT=50");

        Assert.Equal((50, true), (Expand(endless, Always, 50).Items.Length, Expand(endless, Always, 50).Truncated));
        Assert.Equal((50, false), (Expand(exact, Always, 50).Items.Length, Expand(exact, Always, 50).Truncated));
    }

    [Theory]
    [InlineData("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")]
    [InlineData("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")]
    [InlineData("FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=4,6,9,11")]
    [InlineData("FREQ=YEARLY;INTERVAL=10000")]
    public void A_rule_that_gives_nothing_more_comes_to_an_end(string rule) =>
        Assert.Single(Expand(Series("2026-01-01T09:00:00", "2026-01-01T10:00:00", rule), new Interval(null, null), 10).Items);

    [Theory]
    [InlineData("FREQ=YEARLY;BYMONTHDAY=29;COUNT=4", "2024-02-29 2024-03-29 2024-04-29 2024-05-29")]
    [InlineData("FREQ=YEARLY;BYMONTHDAY=29;BYMONTH=2;COUNT=3", "2024-02-29 2028-02-29 2032-02-29")]
    [InlineData("FREQ=YEARLY;COUNT=2", "2024-02-29 2028-02-29")]
    public void A_day_of_the_month_is_in_every_month_of_a_yearly_rule_that_names_none(string rule, string dates) => Assert.Equal(
        dates.Split(' '), Expand(Series("2024-02-29T12:00:00", "2024-02-29T13:00:00", rule), Always, 10).Items.Select(item => LocalDatePattern.Iso.Format(item.Start.InUtc().Date)));

    [Fact]
    public void An_hour_that_the_clock_skips_is_not_a_second_occurrence_of_the_hour_after_it()
    {
        var hourly = Series("2026-03-29T00:30:00", "2026-03-29T00:45:00", "FREQ=HOURLY;COUNT=4");
        var daily = Series("2026-03-29T00:30:00", "2026-03-29T00:45:00", "FREQ=DAILY;BYHOUR=0,1,2,3;COUNT=4");

        Assert.Equal(["2026-03-28T23:30:00Z", "2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z", "2026-03-29T02:30:00Z"], Instants(Expand(hourly, Always, 10)));
        Assert.Equal(["2026-03-28T23:30:00Z", "2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z"], Instants(Expand(daily, Always, 10)));
    }

    [Theory]
    // The clocks go back at 03:00 to 02:00, and in New York at 02:00 to 01:00.
    [InlineData("Europe/Berlin", "2026-10-25T00:30:00", "FREQ=HOURLY;COUNT=5", "2026-10-24T22:30:00Z 2026-10-24T23:30:00Z 2026-10-25T00:30:00Z 2026-10-25T01:30:00Z 2026-10-25T02:30:00Z")]
    [InlineData("Europe/Berlin", "2026-10-25T01:00:00", "FREQ=HOURLY;BYMINUTE=0,30;COUNT=7", "2026-10-24T23:00:00Z 2026-10-24T23:30:00Z 2026-10-25T00:00:00Z 2026-10-25T00:30:00Z 2026-10-25T01:00:00Z 2026-10-25T01:30:00Z 2026-10-25T02:00:00Z")]
    [InlineData("America/New_York", "2026-11-01T00:15:00", "FREQ=HOURLY;COUNT=4", "2026-11-01T04:15:00Z 2026-11-01T05:15:00Z 2026-11-01T06:15:00Z 2026-11-01T07:15:00Z")]
    // The same minutes of an hour are 30 minutes apart.
    [InlineData("Australia/Lord_Howe", "2026-04-05T00:45:00", "FREQ=HOURLY;COUNT=3", "2026-04-04T13:45:00Z 2026-04-04T14:45:00Z 2026-04-04T16:15:00Z")]
    // People name these by the wall time.
    [InlineData("Europe/Berlin", "2026-10-25T00:30:00", "FREQ=HOURLY;INTERVAL=2;COUNT=3", "2026-10-24T22:30:00Z 2026-10-25T00:30:00Z 2026-10-25T03:30:00Z")]
    [InlineData("Europe/Berlin", "2026-10-25T02:30:00", "FREQ=HOURLY;BYHOUR=2;COUNT=2", "2026-10-25T00:30:00Z 2026-10-26T01:30:00Z")]
    [InlineData("Europe/Berlin", "2026-10-25T02:30:00", "FREQ=DAILY;COUNT=2", "2026-10-25T00:30:00Z 2026-10-26T01:30:00Z")]
    public void An_hour_that_the_clock_shows_twice_is_two_hours_of_an_hourly_rule(string zone, string start, string rule, string instants)
    {
        var first = LocalDateTimePattern.ExtendedIso.Parse(start).Value;
        var series = Series(start, LocalDateTimePattern.ExtendedIso.Format(first.PlusMinutes(10)), rule);
        var found = Expand(series with { Time = new EventTime.Zoned(first, first.PlusMinutes(10), zone) }, Always, 20);

        Assert.Equal(instants.Split(' '), Instants(found));
        Assert.All(found.Items, occurrence => Assert.Equal(Duration.FromMinutes(10), occurrence.End - occurrence.Start));
    }

    [Theory]
    [InlineData("FREQ=HOURLY")]
    [InlineData("FREQ=HOURLY;INTERVAL=7;BYMONTH=11;BYDAY=MO")]
    [InlineData("FREQ=DAILY")]
    public void A_series_of_a_thousand_years_is_not_stepped_through_from_its_start(string rule)
    {
        var budget = new ExpansionBudget(TestContext.Current.CancellationToken);
        var window = Sample.Window("2026-11-01T00:00:00Z", "2026-11-30T00:00:00Z");

        Assert.False(Occurrences.Expand(Series("1000-01-01T00:30:00", "1000-01-01T00:45:00", rule), window, 1_000, budget).Truncated);
        Assert.InRange(budget.Spent, 1, 10_000);
    }

    [Theory]
    [InlineData("FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30;COUNT=5")]
    [InlineData("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;BYHOUR=0,1,2;COUNT=5")]
    [InlineData("FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23;BYSETPOS=366;COUNT=10000")]
    [InlineData("FREQ=YEARLY;BYDAY=53MO;BYYEARDAY=1;BYSETPOS=2")]
    public void A_rule_that_would_take_long_is_stopped_and_that_is_said(string rule)
    {
        var budget = new ExpansionBudget(TestContext.Current.CancellationToken);
        var series = Series("1000-01-01T00:30:00", "1000-01-01T00:45:00", rule) with { Recurrence = new Recurrence { Rules = [.. Enumerable.Repeat(rule, 10)] } };

        var result = Occurrences.Expand(series, new Interval(null, null), 1_000, budget);

        Assert.True(result.Truncated);
        Assert.InRange(budget.Spent, ExpansionBudget.StepsPerEvent, ExpansionBudget.StepsPerEvent + 100);
        // The next event has its own steps.
        Assert.False(Occurrences.Expand(Sample.Event(), Always, 1, budget).Truncated);
    }

    [Fact]
    public void An_expansion_ends_when_its_caller_does_not_wait_any_more()
    {
        using var caller = new CancellationTokenSource();
        caller.Cancel();

        Assert.Throws<OperationCanceledException>(() =>
            Occurrences.Expand(Series("2026-01-01T09:00:00", "2026-01-01T10:00:00", "FREQ=DAILY"), Always, 10, new ExpansionBudget(caller.Token)));
    }

    private static OccurrencesResult Expand(EventContent content, Interval window, int limit) =>
        Occurrences.Expand(content, window, limit, new ExpansionBudget(TestContext.Current.CancellationToken));

    private static EventContent Series(string start, string end, string rule) =>
        Sample.Event("x", start, end) with { Recurrence = new Recurrence { Rules = [rule] } };

    private static string[] Instants(OccurrencesResult result) => [.. result.Items.Select(item => InstantPattern.ExtendedIso.Format(item.Start))];
}
