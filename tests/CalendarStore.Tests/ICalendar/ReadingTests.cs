using TeamCalendars.Events;
using TeamCalendars.ICalendar.Reading;
using TeamCalendars.People;

namespace CalendarStore.Tests.ICalendar;

public class ReadingTests
{
    [Fact]
    public void A_broken_event_does_not_lose_the_others()
    {
        var read = Read("""
            BEGIN:VEVENT
            UID:good-1
            DTSTART:20261123T080000Z
            SUMMARY:One
            END:VEVENT
            BEGIN:VEVENT
            UID:broken
            DTSTART:20261399T080000Z
            SUMMARY:Never
            END:VEVENT
            BEGIN:VEVENT
            UID:unclosed
            DTSTART:20261123T080000Z
            BEGIN:VEVENT
            UID:good-2
            DTSTART:20261123T080000Z
            SUMMARY:Two
            END:VEVENT
            """);

        Assert.Equal(["One", "Two"], read.Events.Select(item => item.Content.Title));
        Assert.Equal([("broken", 7), ("unclosed", 12)], read.Skipped.Select(item => (item.Uid!, item.Line)));
        Assert.Contains("20261399T080000Z", read.Skipped[0].Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DTSTART:20261123T080000Z\nDTEND:20261123T090000Z", "2026-11-23T08:00:00", "2026-11-23T09:00:00", "Etc/UTC")]
    [InlineData("DTSTART:20261123T080000\nDTEND:20261123T090000", "2026-11-23T08:00:00", "2026-11-23T09:00:00", "Europe/Berlin")]
    [InlineData("DTSTART;TZID=:20261123T080000", "2026-11-23T08:00:00", "2026-11-23T08:00:00", "Europe/Berlin")]
    [InlineData("DTSTART;TZID=America/New_York:20261123T080000\nDURATION:PT1H30M", "2026-11-23T08:00:00", "2026-11-23T09:30:00", "America/New_York")]
    [InlineData("DTSTART;TZID=\"W. Europe Standard Time\":20261123T080000", "2026-11-23T08:00:00", "2026-11-23T08:00:00", "Europe/Berlin")]
    [InlineData("DTSTART;TZID=/freeassociation.sourceforge.net/Tzfile/Europe/Paris:20261123T080000", "2026-11-23T08:00:00", "2026-11-23T08:00:00", "Europe/Paris")]
    [InlineData("DTSTART;TZID=/mozilla.org/20050126_1/America/Argentina/Ushuaia:20261123T080000", "2026-11-23T08:00:00", "2026-11-23T08:00:00", "America/Argentina/Ushuaia")]
    [InlineData("DTSTART;TZID=Europe/Paris:20261123T080000\nDTEND;TZID=Europe/London:20261123T080000", "2026-11-23T08:00:00", "2026-11-23T09:00:00", "Europe/Paris")]
    [InlineData("DTSTART;TZID=Europe/Paris:20261123T080000\nDTEND:20261123T080000Z", "2026-11-23T08:00:00", "2026-11-23T09:00:00", "Europe/Paris")]
    [InlineData("DTSTART;TZID=Europe/Berlin:20261024T120000\nDURATION:P1D", "2026-10-24T12:00:00", "2026-10-25T12:00:00", "Europe/Berlin")] // a nominal day
    [InlineData("DTSTART;TZID=Europe/Berlin:20261024T120000\nDURATION:PT24H", "2026-10-24T12:00:00", "2026-10-25T11:00:00", "Europe/Berlin")] // exact hours
    [InlineData("DTSTART:20161231T235960Z", "2016-12-31T23:59:59", "2016-12-31T23:59:59", "Etc/UTC")] // a leap second
    public void Times_are_kept_as_wall_times_in_their_zone(string lines, string start, string end, string zone) =>
        Assert.Equal(Sample.Timed(start, end, zone), One(lines).Time);

    [Theory]
    [InlineData("DTSTART;VALUE=DATE:20261224", "2026-12-24", "2026-12-25")]
    [InlineData("DTSTART:20261224", "2026-12-24", "2026-12-25")] // VALUE=DATE is often forgotten
    [InlineData("DTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20261227", "2026-12-24", "2026-12-27")]
    [InlineData("DTSTART;VALUE=DATE:20261224\nDURATION:P1W", "2026-12-24", "2026-12-31")]
    [InlineData("DTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20261224", "2026-12-24", "2026-12-25")]
    public void Dates_are_whole_days(string lines, string start, string end) => Assert.Equal(Sample.Days(start, end), One(lines).Time);

    [Theory]
    [InlineData("SUMMARY:x", "DTSTART is missing.")]
    [InlineData("DTSTART:soon", "DTSTART is not a date or time: 'soon'.")]
    [InlineData("DTSTART:20261123T080000Z\nDTEND:20261123T070000Z", "It ends before it starts.")]
    [InlineData("DTSTART:20261123\nDTEND:20261121", "It ends before it starts.")]
    [InlineData("DTSTART:20261123T080000Z\nDURATION:-PT1H", "DURATION is not one, or negative: '-PT1H'.")]
    [InlineData("DTSTART:20261123T080000Z\nRRULE:FREQ=SECONDLY", "RRULE: FREQ=SECONDLY is not supported, only YEARLY, MONTHLY, WEEKLY, DAILY, HOURLY.")]
    [InlineData("DTSTART:20261123T080000Z\nRECURRENCE-ID:never", "RECURRENCE-ID is not a date or time: 'never'.")]
    [InlineData("DTSTART:00090101T080000Z", "DTSTART must be between the years 1000 and 2500.")]
    public void What_would_be_wrong_is_skipped_with_the_reason(string lines, string reason)
    {
        var read = Read($"BEGIN:VEVENT\nUID:u\n{lines}\nEND:VEVENT");

        Assert.Empty(read.Events);
        Assert.Equal(new SkippedComponent("VEVENT", "u", 2, reason), Assert.Single(read.Skipped));
    }

    [Fact]
    public void Texts_are_unfolded_unescaped_and_cut_to_their_limits()
    {
        var read = Read($"""
            BEGIN:VEVENT
            UID:u
            DTSTART:20261123T080000Z
            SUMMARY;LANGUAGE=de;X="a;b:c":Fo
             lded\, and\; esc\\aped
            DESCRIPTION:one\ntwo {new string('x', 9_000)}
            LOCATION;ENCODING=QUOTED-PRINTABLE:M=C3=BCnchen
            CATEGORIES:Team\, all,Other
            COLOR:#1A73E8
            ATTENDEE;CN=Adele:MAILTO:adele@contoso.example
            ATTENDEE;CN="Room 1; left":urn:uuid:x
            ATTENDEE:mailto:Adele@contoso.example
            END:VEVENT
            """);

        var content = Assert.Single(read.Events).Content;
        Assert.Equal(("Folded, and; esc\\aped", "München", "Team, all", "#1a73e8"), (content.Title, content.Location, content.Category, content.Color));
        Assert.StartsWith("one\ntwo xxx", content.Description, StringComparison.Ordinal);
        Assert.Equal(8_000, content.Description!.Length);
        Assert.Equal([new PersonText("adele@contoso.example", "Adele"), new PersonText("Room 1; left")], content.UnmatchedAssignees);
        Assert.Equal(["DESCRIPTION has 9,008 characters and was cut to 8,000.", "An event has one category here: the first was taken."], read.Warnings.Select(warning => warning.Reason));
    }

    [Fact]
    public void A_text_that_was_written_over_several_lines_is_put_together() =>
        Assert.Equal("one\ntwo, really", One("DTSTART:20261123T080000Z\nDESCRIPTION:one\ntwo, really").Description);

    [Fact]
    public void Replaced_and_cancelled_occurrences_are_known_to_their_series()
    {
        var read = Read("""
            BEGIN:VEVENT
            UID:u
            DTSTART;TZID=Europe/Berlin:20261102T090000
            DTEND;TZID=Europe/Berlin:20261102T100000
            RRULE:FREQ=WEEKLY;COUNT=5
            EXDATE:20261109T080000Z
            RDATE;TZID=America/New_York:20261104T090000
            SUMMARY:Series
            END:VEVENT
            BEGIN:VEVENT
            UID:u
            RECURRENCE-ID:20261116T080000Z
            DTSTART;TZID=Europe/Berlin:20261117T110000
            SUMMARY:Moved
            END:VEVENT
            BEGIN:VEVENT
            UID:u
            RECURRENCE-ID;TZID=Europe/Berlin:20261123T090000
            DTSTART;TZID=Europe/Berlin:20261123T090000
            STATUS:CANCELLED
            END:VEVENT
            """);

        Assert.Equal(
            new Recurrence
            {
                Rules = ["FREQ=WEEKLY;COUNT=5"],
                Dates = ["2026-11-04T15:00:00"],
                ExceptionDates = ["2026-11-09T09:00:00"],
                OverriddenDates = ["2026-11-16T09:00:00", "2026-11-23T09:00:00"],
            },
            read.Events[0].Content.Recurrence);
        Assert.Equal(("Moved", "2026-11-16T09:00:00", "u"), (read.Events[1].Content.Title, read.Events[1].Content.RecurrenceId, read.Events[1].Content.Uid));
        Assert.NotEqual(read.Events[0].Id, read.Events[1].Id);
        Assert.True(read.Events[2].Content.Cancelled);
        Assert.StartsWith("It is cancelled.", Assert.Single(read.Warnings).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_two_versions_the_newer_is_taken_and_two_different_events_with_one_uid_are_both_taken()
    {
        var read = Read("""
            BEGIN:VEVENT
            UID:u
            SEQUENCE:2
            DTSTART:20261123
            SUMMARY:New
            END:VEVENT
            BEGIN:VEVENT
            UID:u
            SEQUENCE:1
            DTSTART:20261123
            SUMMARY:Old
            END:VEVENT
            BEGIN:VEVENT
            UID:twin
            DTSTART:20261123
            SUMMARY:Left
            END:VEVENT
            BEGIN:VEVENT
            UID:twin
            DTSTART:20261124
            SUMMARY:Right
            END:VEVENT
            BEGIN:VEVENT
            UID:twin
            DTSTART:20261124
            SUMMARY:Right
            END:VEVENT
            """);

        Assert.Equal(["New", "Left", "Right"], read.Events.Select(item => item.Content.Title));
        Assert.Equal([8, 24], read.Skipped.Select(item => item.Line));
        Assert.Equal(3, read.Events.Select(item => item.Id).Distinct().Count());
    }

    [Fact]
    public void Events_without_a_uid_are_known_by_what_they_say()
    {
        const string Party = "BEGIN:VEVENT\nDTSTART:20261123\nSUMMARY:Party\nEND:VEVENT\n";

        var read = Read(Party + Party + Party.Replace("Party", "Another", StringComparison.Ordinal));

        Assert.Equal(["Party", "Another"], read.Events.Select(item => item.Content.Title));
        Assert.Equal(read.Events[0].Id, Read(Party).Events[0].Id);
    }

    [Theory]
    [InlineData("America/New_York", "20261101T080000", "America/New_York", "is taken as America/New_York")]
    [InlineData("Europe/Berlin", "20260601T080000", "Europe/Berlin", "keeps")]
    public void A_zone_with_rules_of_its_own_is_recognised_or_read_by_them(string like, string time, string zone, string said)
    {
        // The same rules as New York, or 20 minutes ahead of UTC all year.
        var rules = like == "America/New_York"
            ? "BEGIN:STANDARD\nDTSTART:19700101T020000\nTZOFFSETFROM:-0400\nTZOFFSETTO:-0500\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU\nEND:STANDARD\n"
              + "BEGIN:DAYLIGHT\nDTSTART:19700308T020000\nTZOFFSETFROM:-0500\nTZOFFSETTO:-0400\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU\nEND:DAYLIGHT"
            : "BEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0020\nTZOFFSETTO:+0020\nEND:STANDARD";

        var read = Read($"BEGIN:VTIMEZONE\nTZID:Own\n{rules}\nEND:VTIMEZONE\nBEGIN:VEVENT\nUID:u\nDTSTART;TZID=Own:{time}\nEND:VEVENT");

        var start = Assert.IsType<EventTime.Zoned>(Assert.Single(read.Events).Content.Time);
        var warning = Assert.Single(read.Warnings).Reason;
        Assert.Equal(zone, start.TimeZone);
        Assert.Contains(said == "keeps" ? "is kept in Europe/Berlin" : said, warning, StringComparison.Ordinal);
        // 08:00 in a zone 20 minutes ahead of UTC is 07:40 UTC, which is 09:40 in Berlin's summer.
        Assert.Equal(said == "keeps" ? new NodaTime.LocalTime(9, 40) : new NodaTime.LocalTime(8, 0), start.Start.TimeOfDay);
    }

    [Fact]
    public void An_unknown_zone_without_rules_is_the_calendars_with_a_warning() =>
        Assert.Contains("'Nowhere' is unknown", Assert.Single(Read("BEGIN:VEVENT\nDTSTART;TZID=Nowhere:20261123T080000\nEND:VEVENT").Warnings).Reason, StringComparison.Ordinal);

    [Fact]
    public void The_files_own_zone_and_name_are_taken()
    {
        var read = Read("X-WR-CALNAME:Shifts\\, all\nX-WR-TIMEZONE:Asia/Tokyo\nBEGIN:VEVENT\nDTSTART:20261123T080000\nEND:VEVENT");

        Assert.Equal("Shifts, all", read.Name);
        Assert.Equal(Sample.Timed("2026-11-23T08:00:00", "2026-11-23T08:00:00", "Asia/Tokyo"), Assert.Single(read.Events).Content.Time);
        Assert.Equal("(no title)", read.Events[0].Content.Title);
    }

    [Fact]
    public void Other_components_are_named_with_their_reason()
    {
        var read = Read("BEGIN:VTODO\nUID:t\nEND:VTODO\nBEGIN:VEVENT\nUID:e\nDTSTART:20261123\nBEGIN:VALARM\nTRIGGER:-PT5M\nEND:VALARM\nEND:VEVENT\nBEGIN:X-OWN\nEND:X-OWN");

        Assert.Equal([("VTODO", "t", 2), ("VALARM", "e", 8), ("X-OWN", null, 12)], read.Skipped.Select(item => (item.Component, item.Uid, item.Line)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ \"not\": \"a calendar\" }")]
    [InlineData("<html>\r\n<body>Sign in</body></html>")]
    public void What_is_no_calendar_is_malformed(string text) =>
        Assert.Contains("BEGIN:VCALENDAR is missing", Assert.IsType<ICalendarReadResult.Malformed>(ICalendarReader.Read(text, "Europe/Berlin", TestContext.Current.CancellationToken)).Reason, StringComparison.Ordinal);

    [Fact]
    public async Task Too_large_a_file_or_too_many_components_are_refused()
    {
        var many = "BEGIN:VCALENDAR\n" + string.Concat(Enumerable.Repeat("BEGIN:X\nEND:X\n", 50_000));
        Assert.Equal(100_000, Assert.IsType<ICalendarReadResult.Malformed>(ICalendarReader.Read(many, "Europe/Berlin", TestContext.Current.CancellationToken)).Line);

        await using var large = new MemoryStream(new byte[ICalendarReader.MaxBytes + 1]);
        Assert.Contains("10 MiB", Assert.IsType<ICalendarReadResult.Malformed>(await ICalendarReader.ReadAsync(large, "Europe/Berlin", TestContext.Current.CancellationToken)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_that_is_not_utf8_is_read_as_latin1()
    {
        await using var file = new MemoryStream([.. "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261123\nSUMMARY:Caf"u8, 0xE9, .. "\nEND:VEVENT\nEND:VCALENDAR\n"u8]);

        var read = Assert.IsType<ICalendarReadResult.Read>(await ICalendarReader.ReadAsync(file, "Europe/Berlin", TestContext.Current.CancellationToken));

        Assert.Equal("Café", Assert.Single(read.Events).Content.Title);
    }

    private static EventContent One(string lines) => Assert.Single(Read($"BEGIN:VEVENT\nUID:u\n{lines}\nEND:VEVENT").Events).Content;

    private static ICalendarReadResult.Read Read(string inner) =>
        Assert.IsType<ICalendarReadResult.Read>(ICalendarReader.Read($"BEGIN:VCALENDAR\n{inner}\nEND:VCALENDAR\n", "Europe/Berlin", TestContext.Current.CancellationToken));
}
