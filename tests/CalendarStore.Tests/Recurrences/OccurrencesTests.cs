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

        Assert.Equal(["2026-10-19T07:00:00Z", "2026-10-26T08:00:00Z"], Instants(Occurrences.Expand(autumn, Always, 10)));
        Assert.Equal(["2026-03-23T08:00:00Z", "2026-03-30T07:00:00Z"], Instants(Occurrences.Expand(spring, Always, 10)));
    }

    [Fact]
    public void A_wall_time_that_is_skipped_moves_forward_by_the_gap()
    {
        var result = Occurrences.Expand(Series("2026-03-28T02:30:00", "2026-03-28T02:45:00", "FREQ=DAILY;COUNT=3"), Always, 10);

        Assert.Equal(["2026-03-28T01:30:00Z", "2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z"], Instants(result));
        Assert.All(result.Items, item => Assert.Equal(Duration.FromMinutes(15), item.End - item.Start));
    }

    [Fact]
    public void A_wall_time_that_occurs_twice_is_the_earlier() =>
        Assert.Equal("2026-10-25T00:30:00Z", Instants(Occurrences.Expand(Series("2026-10-24T02:30:00", "2026-10-24T02:45:00", "FREQ=DAILY;COUNT=2"), Always, 10))[1]);

    [Fact]
    public void A_night_shift_ends_at_its_wall_time_in_the_night_of_the_change()
    {
        var night = Occurrences.Expand(Series("2026-10-23T22:00:00", "2026-10-24T06:00:00", "FREQ=DAILY;COUNT=2"), Always, 10).Items[1];

        Assert.Equal(Sample.Timed("2026-10-24T22:00:00", "2026-10-25T06:00:00"), night.Time);
        Assert.Equal(Duration.FromHours(9), night.End - night.Start);
    }

    [Fact]
    public void A_length_that_a_gap_would_turn_negative_is_kept()
    {
        var item = Occurrences.Expand(Series("2026-03-28T02:30:00", "2026-03-28T03:00:00", "FREQ=DAILY;COUNT=2"), Always, 10).Items[1];

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

        Assert.Equal(["2026-11-02T08:00:00Z", "2026-11-04T14:00:00Z", "2026-11-23T08:00:00Z"], Instants(Occurrences.Expand(series, Always, 10)));
    }

    [Fact]
    public void The_own_start_counts_even_outside_the_rule() =>
        Assert.Equal(
            ["2026-11-03T08:00:00Z", "2026-11-09T08:00:00Z", "2026-11-16T08:00:00Z"],
            Instants(Occurrences.Expand(Series("2026-11-03T09:00:00", "2026-11-03T10:00:00", "FREQ=WEEKLY;BYDAY=MO;COUNT=2"), Always, 10)));

    [Theory]
    [InlineData("FREQ=DAILY;UNTIL=20261104T080000Z", 3)] // 09:00 in Berlin exactly: included
    [InlineData("FREQ=DAILY;UNTIL=20261104T075959Z", 2)]
    [InlineData("FREQ=DAILY;UNTIL=20261104T090000", 3)]
    [InlineData("FREQ=DAILY;UNTIL=20261104", 3)] // a date means that day
    [InlineData("FREQ=DAILY;BYHOUR=9,9;COUNT=3", 3)] // a doubled value counts once
    [InlineData("freq=daily;count=3;", 3)]
    public void A_series_ends_where_its_rule_says(string rule, int expected) =>
        Assert.Equal(expected, Occurrences.Expand(Series("2026-11-02T09:00:00", "2026-11-02T10:00:00", rule), Always, 10).Items.Length);

    [Fact]
    public void Whole_days_carry_dates_and_their_midnight_in_utc()
    {
        var series = new EventContent { Title = "x", Time = Sample.Days("2026-12-24", "2026-12-27"), Recurrence = new Recurrence { Rules = ["FREQ=YEARLY;UNTIL=20271224T230000Z"] } };

        var items = Occurrences.Expand(series, Always, 10).Items;

        Assert.Equal([Sample.Days("2026-12-24", "2026-12-27"), Sample.Days("2027-12-24", "2027-12-27")], items.Select(item => item.Time));
        Assert.Equal(("2026-12-24T00:00:00Z", "2026-12-27T00:00:00Z"), (InstantPattern.ExtendedIso.Format(items[0].Start), InstantPattern.ExtendedIso.Format(items[0].End)));
    }

    [Fact]
    public void Only_what_meets_the_window_is_given()
    {
        var series = Series("2026-01-01T09:00:00", "2026-01-01T10:00:00", "FREQ=DAILY");
        // From the end of the one of the 23rd to the start of the one of the 25th.
        var window = Sample.Window("2026-11-23T09:00:00Z", "2026-11-25T08:00:00Z");

        Assert.Equal(["2026-11-24T08:00:00Z"], Instants(Occurrences.Expand(series, window, 10)));
        Assert.Empty(Occurrences.Expand(series, Sample.Window("2025-01-01T00:00:00Z", "2026-01-01T08:00:00Z"), 10).Items);
    }

    [Fact]
    public void An_event_that_happens_once_is_its_own_occurrence_in_its_window_only()
    {
        var content = Sample.Event();

        Assert.Equal(content.Time, Assert.Single(Occurrences.Expand(content, Always, 1).Items).Time);
        Assert.Empty(Occurrences.Expand(content, Sample.Window("2026-11-24T00:00:00Z", "2026-11-25T00:00:00Z"), 1).Items);
    }

    [Fact]
    public void More_than_the_limit_is_cut_and_said()
    {
        var endless = Series("2026-01-01T09:00:00", "2026-01-01T10:00:00", "FREQ=HOURLY");
        var exact = Series("2026-01-01T09:00:00", "2026-01-01T10:00:00", "FREQ=HOURLY;COUNT=50");

        Assert.Equal((50, true), (Occurrences.Expand(endless, Always, 50).Items.Length, Occurrences.Expand(endless, Always, 50).Truncated));
        Assert.Equal((50, false), (Occurrences.Expand(exact, Always, 50).Items.Length, Occurrences.Expand(exact, Always, 50).Truncated));
    }

    [Theory]
    [InlineData("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")]
    [InlineData("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")]
    [InlineData("FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=4,6,9,11")]
    [InlineData("FREQ=YEARLY;INTERVAL=10000")]
    public void A_rule_that_gives_nothing_more_comes_to_an_end(string rule) =>
        Assert.Single(Occurrences.Expand(Series("2026-01-01T09:00:00", "2026-01-01T10:00:00", rule), new Interval(null, null), 10).Items);

    private static EventContent Series(string start, string end, string rule) =>
        Sample.Event("x", start, end) with { Recurrence = new Recurrence { Rules = [rule] } };

    private static string[] Instants(OccurrencesResult result) => [.. result.Items.Select(item => InstantPattern.ExtendedIso.Format(item.Start))];
}
