using TeamCalendars.ICalendar.Reading;
using TeamCalendars.Recurrences;

namespace CalendarStore.Tests.ICalendar;

/// <summary>What a file says of single occurrences of a series.</summary>
public class SeriesReadingTests
{
    [Theory]
    [InlineData("UID:u\n", 1)]
    [InlineData("", 0)]
    public void What_is_cancelled_has_no_occurrences_and_is_remembered_by_its_uid(string uid, int events)
    {
        var read = Read($"BEGIN:VEVENT\n{uid}DTSTART:20261123T080000Z\nRRULE:FREQ=DAILY\nSTATUS:CANCELLED\nEND:VEVENT");

        Assert.Equal(events, read.Events.Length);
        Assert.Equal(1, read.Skipped.Length + read.Warnings.Length);
        Assert.All(read.Events, item => Assert.Empty(Occurrences.Expand(item.Content, Sample.Window("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"), 10, new ExpansionBudget(TestContext.Current.CancellationToken)).Items));
    }

    [Theory]
    [InlineData("RRULE:FREQ=DAILY;COUNT=4", "EXDATE;TZID=Europe/Berlin:20260702T000000", "2026-07-02T08:00:00", false)]
    [InlineData("RRULE:FREQ=DAILY;COUNT=4", "EXDATE;VALUE=DATE:20260702", "2026-07-02T08:00:00", false)]
    [InlineData("RRULE:FREQ=DAILY;COUNT=4", "EXDATE;TZID=Europe/Berlin:20260702T093000", "2026-07-02T09:30:00", true)]
    [InlineData("RRULE:FREQ=DAILY;COUNT=4", "EXDATE;TZID=Europe/Berlin:20260801T080000", "2026-08-01T08:00:00", true)]
    [InlineData("RRULE:FREQ=DAILY;BYHOUR=8;COUNT=4", "EXDATE;TZID=Europe/Berlin:20260702T000000", "2026-07-02T08:00:00", false)]
    [InlineData("RRULE:FREQ=DAILY;BYHOUR=0,8;COUNT=4", "EXDATE;TZID=Europe/Berlin:20260702T000000", "2026-07-02T00:00:00", false)]
    [InlineData("RRULE:FREQ=DAILY;BYHOUR=8,9;COUNT=4", "EXDATE;TZID=Europe/Berlin:20260702T000000", "2026-07-02T00:00:00", true)]
    public void A_date_that_hits_no_occurrence_is_warned_of_unless_it_is_the_midnight_of_a_day(string rule, string lines, string date, bool warns)
    {
        var read = Read($"BEGIN:VEVENT\nUID:u\nDTSTART;TZID=Europe/Berlin:20260701T080000\n{rule}\n{lines}\nEND:VEVENT");

        Assert.Equal([date], Assert.Single(read.Events).Content.Recurrence!.ExceptionDates);
        Assert.Equal(warns, read.Warnings.Length == 1);
        Assert.All(read.Warnings, warning => Assert.Contains("is no occurrence of the series", warning.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void An_override_that_hits_no_occurrence_is_shown_with_a_warning()
    {
        var read = Read("BEGIN:VEVENT\nUID:u\nDTSTART:20260701T080000Z\nRRULE:FREQ=DAILY;COUNT=4\nEND:VEVENT\nBEGIN:VEVENT\nUID:u\nRECURRENCE-ID:20260801T080000Z\nDTSTART:20260801T100000Z\nEND:VEVENT");

        Assert.Equal(2, read.Events.Length);
        Assert.Contains("RECURRENCE-ID 2026-08-01T08:00:00 is no occurrence", Assert.Single(read.Warnings).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SEQUENCE:1\nSUMMARY:old", "SEQUENCE:2\nSUMMARY:new", "new")]
    [InlineData("SEQUENCE:2\nSUMMARY:new", "SEQUENCE:1\nSUMMARY:old", "new")]
    [InlineData("SUMMARY:same", "SUMMARY:same", "same")]
    [InlineData("SUMMARY:one", "SUMMARY:other", "one other")]
    [InlineData("SUMMARY:gone", "SUMMARY:gone\nSTATUS:CANCELLED", "")]
    [InlineData("SUMMARY:gone\nSTATUS:CANCELLED", "SUMMARY:gone", "")]
    [InlineData("SUMMARY:other", "SUMMARY:gone\nDTSTART:20260710T080000Z\nSTATUS:CANCELLED", "other")]
    public void Events_of_one_uid_in_two_calendars_of_a_file_are_versions_of_one_event(string first, string second, string shown)
    {
        string EventOf(string lines) => $"BEGIN:VEVENT\nUID:u\n{(lines.Contains("DTSTART", StringComparison.Ordinal) ? "" : "DTSTART:20260701T080000Z\n")}{lines}\nEND:VEVENT\n";

        foreach (var between in (string[])["", "END:VCALENDAR\nBEGIN:VCALENDAR\n", "BEGIN:VCALENDAR\n"])
        {
            var read = Read(EventOf(first) + between + EventOf(second));

            Assert.Equal(shown, string.Join(' ', read.Events.Where(item => !item.Content.Cancelled).Select(item => item.Content.Title)));
            Assert.Equal(read.Events.Length, read.Events.Select(item => item.Id).Distinct().Count());
            Assert.Equal(2, read.Events.Length + read.SkippedCount);
        }
    }

    [Fact]
    public void An_override_in_another_calendar_of_the_file_replaces_the_occurrence_of_its_series()
    {
        var read = Read("BEGIN:VEVENT\nUID:u\nRECURRENCE-ID:20260702T080000Z\nDTSTART:20260702T100000Z\nEND:VEVENT\nEND:VCALENDAR\nBEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:u\nDTSTART:20260701T080000Z\nRRULE:FREQ=DAILY;COUNT=4\nEND:VEVENT");

        Assert.Equal(["2026-07-02T08:00:00"], Assert.Single(read.Events, item => item.Content.Recurrence is not null).Content.Recurrence!.OverriddenDates);
        Assert.Empty(read.Warnings);
    }

    [Fact]
    public void An_occurrence_that_is_named_by_its_time_and_by_its_date_is_replaced_once()
    {
        var read = Read(
            "BEGIN:VEVENT\nUID:u\nDTSTART:20260701T080000Z\nRRULE:FREQ=DAILY;COUNT=4\nEND:VEVENT\n" +
            "BEGIN:VEVENT\nUID:u\nRECURRENCE-ID:20260702T080000Z\nDTSTART:20260702T100000Z\nEND:VEVENT\n" +
            "BEGIN:VEVENT\nUID:u\nSEQUENCE:1\nRECURRENCE-ID;VALUE=DATE:20260702\nDTSTART:20260702T120000Z\nEND:VEVENT");

        Assert.Equal(1, Assert.Single(read.Events, item => item.Content.RecurrenceId is not null).Content.Sequence);
        Assert.Contains("replaced twice", Assert.Single(read.Skipped).Reason, StringComparison.Ordinal);
    }

    private static ICalendarReadResult.Read Read(string inner) =>
        Assert.IsType<ICalendarReadResult.Read>(ICalendarReader.Read($"BEGIN:VCALENDAR\n{inner}\nEND:VCALENDAR\n", "Europe/Berlin", TestContext.Current.CancellationToken));
}
