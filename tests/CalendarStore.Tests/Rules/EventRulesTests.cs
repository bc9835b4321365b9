using TeamCalendars.Events;
using TeamCalendars.People;

namespace CalendarStore.Tests.Rules;

public class EventRulesTests
{
    private static readonly EventContent Valid = Sample.Event();

    public static TheoryData<string, EventContent> Broken => new()
    {
        { "title", Valid with { Title = "" } },
        { "title", Valid with { Title = "   " } },
        { "title", Valid with { Title = new string('x', 201) } },
        { "title", Valid with { Title = "a\0b" } },
        { "title", Valid with { Title = "half \ud83c" } },
        { "description", Valid with { Description = new string('x', 8_001) } },
        { "location", Valid with { Location = new string('x', 501) } },
        { "category", Valid with { Category = new string('x', 65) } },
        { "color", Valid with { Color = "red" } },
        { "color", Valid with { Color = "#1A73E8" } },
        { "color", Valid with { Color = "#1a73e" } },
        { "uid", Valid with { Uid = new string('x', 1_001) } },
        { "assignees", Valid with { Assignees = [.. Enumerable.Range(0, 51).Select(i => PersonId.Parse($"p{i}"))] } },
        { "assignees[1]", Valid with { Assignees = [PersonId.Parse("adele"), PersonId.Parse("adele")] } },
        { "assignees", Valid with { Assignees = [.. Enumerable.Range(0, 26).Select(i => PersonId.Parse($"p{i}"))], UnmatchedAssignees = [.. Enumerable.Range(0, 25).Select(i => new PersonText($"p{i}"))] } },
        { "assignees", Valid with { UnmatchedAssignees = [new PersonText("")] } },
        { "assignees", Valid with { UnmatchedAssignees = [new PersonText(new string('x', 255))] } },
        { "end", Valid with { Time = Sample.Timed("2026-11-23T09:00:00", "2026-11-23T08:59:59") } },
        { "end", Valid with { Time = Sample.Days("2026-11-23", "2026-11-23") } },
        { "timeZone", Valid with { Time = Sample.Timed("2026-11-23T09:00:00", "2026-11-23T10:00:00", "Mars/Olympus") } },
        { "timeZone", Valid with { Time = Sample.Timed("2026-11-23T09:00:00", "2026-11-23T10:00:00", "") } },
        { "start", Valid with { Time = Sample.Timed("0001-01-01T00:00:00", "2026-11-23T10:00:00") } },
        { "end", Valid with { Time = Sample.Days("2026-11-23", "9999-12-31") } },
        { "recurrence", Valid with { Recurrence = new Recurrence() } },
        { "recurrence.rules", Valid with { Recurrence = new Recurrence { Rules = [.. Enumerable.Repeat("FREQ=DAILY", 11)] } } },
        { "recurrence.rules[1]", Valid with { Recurrence = new Recurrence { Rules = ["FREQ=DAILY", ""] } } },
        { "recurrence.dates[0]", Valid with { Recurrence = new Recurrence { Dates = ["2026-11-23"] } } },
        { "recurrence.dates", Valid with { Recurrence = new Recurrence { Dates = [.. Enumerable.Repeat("2026-11-23T09:00:00", 1_001)] } } },
        { "recurrence.dates[0]", Valid with { Recurrence = new Recurrence { Dates = ["9999-12-31T23:59:59"] } } },
        { "recurrence.dates[0]", Valid with { Recurrence = new Recurrence { Dates = ["-9998-01-01T00:00:00"] } } },
        { "recurrence.exceptionDates[0]", Valid with { Recurrence = new Recurrence { Rules = ["FREQ=DAILY"], ExceptionDates = ["2501-01-01T00:00:00"] } } },
        { "recurrenceId", Valid with { RecurrenceId = "0999-12-31T09:00:00" } },
        { "recurrence.exceptionDates[0]", Valid with { Recurrence = new Recurrence { Rules = ["FREQ=DAILY"], ExceptionDates = ["soon"] } } },
        { "recurrence.overriddenDates[0]", Valid with { Recurrence = new Recurrence { Rules = ["FREQ=DAILY"], OverriddenDates = ["20261123T090000"] } } },
        { "recurrenceId", Valid with { RecurrenceId = "tomorrow" } },
        { "sequence", Valid with { Sequence = -1 } },
        { "recurrence.dates[0]", Valid with { Recurrence = new Recurrence { Dates = ["2026-11-23T09:00:00/2026-11-23T08:00:00"] } } },
        { "recurrence.exceptionDates[0]", Valid with { Recurrence = new Recurrence { Rules = ["FREQ=DAILY"], ExceptionDates = ["2026-11-23T09:00:00/2026-11-23T10:00:00"] } } },
        { "timeZoneRules", Valid with { Time = new EventTime.Zoned(new(2026, 11, 23, 9, 0), new(2026, 11, 23, 9, 15), "Europe/Berlin") { Rules = new ZoneRules("BEGIN:VTIMEZONE\nTZID:x\nEND:VTIMEZONE") } } },
    };

    [Theory, MemberData(nameof(Broken))]
    public void What_may_not_be_stored_is_named_with_its_field(string field, EventContent content)
    {
        var violation = Assert.Single(EventRules.Check(content));

        Assert.Equal(field, violation.Field);
        Assert.EndsWith(".", violation.Reason.TrimEnd('\''), StringComparison.Ordinal);
    }

    public static TheoryData<EventContent> Accepted =>
    [
        Valid,
        Valid with { Title = new string('x', 200), Description = new string('x', 8_000), Location = new string('x', 500), Category = new string('x', 64), Color = "#00ff7f" },
        Valid with { Title = "🎉", Description = "two\r\nlines\tand a tab" },
        Valid with { Assignees = [.. Enumerable.Range(0, 50).Select(i => PersonId.Parse($"p{i}"))] },
        Valid with { Time = Sample.Timed("2026-11-23T09:00:00", "2026-11-23T09:00:00") },
        Valid with { Time = Sample.Timed("2026-11-23T09:00:00", "2026-11-23T10:00:00", "US/Pacific") },
        // Both wall times are the same instant: an hour is skipped, so 02:30 is read as 03:30.
        Valid with { Time = Sample.Timed("2026-03-29T02:30:00", "2026-03-29T03:30:00") },
        Valid with { Time = Sample.Days("2026-11-23", "2026-11-24") },
        Valid with { Recurrence = new Recurrence { Rules = ["FREQ=MONTHLY;BYDAY=-1FR;COUNT=12", "FREQ=YEARLY"] } },
        Valid with { Time = Sample.Days("2026-11-23", "2026-11-24"), Recurrence = new Recurrence { Dates = ["2026-12-24"] } },
        Valid with { Recurrence = new Recurrence { Rules = ["FREQ=DAILY;UNTIL=99991231T235959Z", "FREQ=DAILY;UNTIL=00010101T000000Z", "FREQ=YEARLY;INTERVAL=10000"] } },
        Valid with { Recurrence = new Recurrence { Rules = ["FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40"] } },
        Valid with { RecurrenceId = "2026-11-23T09:00:00", Uid = "u" },
        Valid with { RecurrenceId = "2026-11-23", Uid = "u" },
    ];

    [Theory, MemberData(nameof(Accepted))]
    public void What_is_within_every_limit_is_accepted(EventContent content) => Assert.Empty(EventRules.Check(content));

    [Theory]
    [InlineData("DAILY", "FREQ")]
    [InlineData("BYDAY=MO", "FREQ")]
    [InlineData("FREQ=SOMETIMES", "")]
    [InlineData("FREQ=SECONDLY", "SECONDLY")]
    [InlineData("FREQ=MINUTELY;COUNT=5", "MINUTELY")]
    [InlineData("FREQ=WEEKLY;BYWEEKNO=20", "BYWEEKNO")]
    [InlineData("FREQ=WEEKLY;BYDAY=2MO", "BYDAY")]
    [InlineData("FREQ=MONTHLY;BYDAY=0MO", "BYDAY")]
    [InlineData("FREQ=MONTHLY;BYSETPOS=1", "BYSETPOS")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=-32", "BYMONTHDAY")]
    [InlineData("FREQ=DAILY;UNTIL=20260230", "UNTIL")]
    [InlineData("FREQ=DAILY;COUNT=2;UNTIL=20261224T000000Z", "COUNT and UNTIL")]
    [InlineData("FREQ=DAILY;COUNT=0", "COUNT")]
    [InlineData("FREQ=DAILY;COUNT=-1", "COUNT")]
    [InlineData("FREQ=DAILY;INTERVAL=0", "INTERVAL")]
    [InlineData("FREQ=DAILY;UNTIL=later", "")]
    [InlineData("FREQ=DAILY;BYMONTH=13", "")]
    [InlineData("FREQ=DAILY;BYDAY=XX", "")]
    [InlineData("FREQ=DAILY;FREQ=WEEKLY", "FREQ")]
    [InlineData("FREQ=DAILY;X-OWN=1", "X-OWN")]
    [InlineData("FREQ=DAILY;COUNT", "COUNT")]
    [InlineData("FREQ=DAILY;COUNT=99999999999999999999", "")]
    [InlineData("FREQ=DAILY\r\nATTENDEE:x", "")]
    [InlineData("FREQ=HOURLY;BYMINUTE=0,30", "48 times")]
    [InlineData("FREQ=YEARLY;BYHOUR=1,2,3,4,5;BYMINUTE=1,2,3,4,5;BYSECOND=1,2;BYSETPOS=-1", "50 times")]
    [InlineData("FREQ=DAILY;BYSECOND=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24", "25 times")]
    public void A_rule_that_means_nothing_is_refused_with_the_reason(string rule, string said)
    {
        var violation = Assert.Single(EventRules.Check(Valid with { Recurrence = new Recurrence { Rules = [rule] } }));

        Assert.Equal("recurrence.rules[0]", violation.Field);
        Assert.Contains(said, violation.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_violation_is_told_at_once() =>
        Assert.Equal(
            ["title", "color", "end"],
            EventRules.Check(new EventContent { Title = "", Color = "red", Time = Sample.Days("2026-11-23", "2026-11-22") }).Select(violation => violation.Field));
}
