using NodaTime;
using TeamCalendars.Calendars;
using TeamCalendars.Events;
using TeamCalendars.ICalendar.Reading;
using TeamCalendars.Writes;

namespace CalendarStore.Tests.ICalendar;

/// <summary>Small files that are expensive to read, and dates at the limits. Each loses only its own component.</summary>
public class HostileFileTests
{
    private const string Innocent = "BEGIN:VEVENT\nUID:innocent\nDTSTART:20260702T080000Z\nSUMMARY:Innocent\nEND:VEVENT\n";
    private const string Dense = "FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=0,1,2,3,4,5,6,7,8,9;BYMINUTE=0,1,2,3,4,5,6,7,8,9;BYSECOND=0,1,2,3,4,5,6,7,8,9";

    [Theory]
    [InlineData("DTSTART;VALUE=DATE:99991231")]
    [InlineData("DTSTART;TZID=America/New_York:99991231T235959")]
    [InlineData("DTSTART;TZID=Europe/Berlin:20260701T080000\nDTEND:99991231T235959Z")]
    [InlineData("DTSTART:00010101T000000Z\nDURATION:PT1H")]
    [InlineData("DTSTART;TZID=Own:99991231T235959")]
    [InlineData("DTSTART;TZID=Europe/Berlin:20260701T080000\nRECURRENCE-ID:99991231T235959Z")]
    [InlineData("DTSTART:23000701T080000Z\nDURATION:P99999DT999999H")]
    [InlineData("DTSTART:20260701T080000Z\nRRULE:" + Dense)]
    [InlineData("DTSTART:20260701T080000Z\nRRULE:" + Dense + ";BYSETPOS=-1")]
    public void What_cannot_be_taken_is_skipped_with_its_reason_and_its_neighbour_is_taken(string lines)
    {
        var read = Read($"{OwnZone("DTSTART:19700101T000000")}BEGIN:VEVENT\nUID:bad\n{lines}\nEND:VEVENT\n{Innocent}");

        Assert.Equal("Innocent", Assert.Single(read.Events).Content.Title);
        var reason = Assert.Single(read.Skipped, item => item.Component == "VEVENT").Reason;
        Assert.DoesNotContain("fault of this program", reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RRULE:FREQ=WEEKLY;UNTIL=99991231T235959Z")]
    [InlineData("RRULE:FREQ=WEEKLY;UNTIL=00010101T000000Z")]
    [InlineData("RRULE:FREQ=WEEKLY\nEXDATE:99991231T235959Z,00010101T000000Z")]
    [InlineData("RRULE:FREQ=YEARLY;INTERVAL=9999\nRDATE;TZID=Own:99991231T235959")]
    public void What_is_far_away_in_a_series_leaves_the_series(string lines)
    {
        var read = Read($"{OwnZone("DTSTART:00000101T000000")}BEGIN:VEVENT\nUID:far\nDTSTART;TZID=America/New_York:20260701T080000\n{lines}\nEND:VEVENT\n{Innocent}");

        Assert.Equal(2, read.Events.Length);
        Assert.All(read.Events, item => Assert.Empty(EventRules.Check(item.Content)));
    }

    [Fact]
    public void A_zone_whose_rules_are_too_many_or_too_dense_is_named_and_its_file_is_read()
    {
        string[] zones =
        [
            OwnZone("DTSTART:19700101T000000\n" + string.Concat(Enumerable.Repeat("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\n", 600))),
            OwnZone("DTSTART:19700101T000000\nRRULE:FREQ=HOURLY"),
            OwnZone("DTSTART:19700101T000000\nRDATE:" + string.Join(',', Enumerable.Repeat("19800101T000000", 1_001))),
            OwnZone(string.Concat(Enumerable.Repeat("DTSTART:19700101T000000\nEND:STANDARD\nBEGIN:STANDARD\n", 301))),
        ];
        foreach (var zone in zones)
        {
            var read = Read($"{zone}BEGIN:VEVENT\nUID:u\nDTSTART;TZID=Own:20260701T080000\nEND:VEVENT\n{Innocent}");

            Assert.Equal(2, read.Events.Length);
            Assert.Contains("not used", Assert.Single(read.Skipped).Reason, StringComparison.Ordinal);
            Assert.Contains("'Own' is unknown", Assert.Single(read.Warnings).Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_text_over_a_million_lines_is_read_in_one_pass_and_cut()
    {
        var read = Read("BEGIN:VEVENT\nUID:u\nDTSTART:20260701T080000Z\nDESCRIPTION:a\n" + string.Concat(Enumerable.Repeat("!\n", 1_000_000)) + "END:VEVENT\n" + Innocent);

        Assert.Equal(2, read.Events.Length);
        Assert.Equal(EventRules.MaxDescription, read.Events[0].Content.Description!.Length);
    }

    [Fact]
    public void A_report_has_the_first_thousand_entries_of_each_kind_and_the_counts()
    {
        var read = Read(
            string.Concat(Enumerable.Repeat("BEGIN:VTODO\nEND:VTODO\n", 1_500))
            + string.Concat(Enumerable.Range(0, 1_500).Select(number => $"BEGIN:VEVENT\nUID:{number}\nDTSTART;TZID=Nowhere:20260701T080000\nEND:VEVENT\n")));

        Assert.Equal((1_000, 1_500), (read.Skipped.Length, read.SkippedCount));
        Assert.Equal((1_000, 1_500), (read.Warnings.Length, read.WarningCount));
        Assert.Equal(1_500, read.Events.Length);
    }

    [Fact]
    public void Reading_ends_when_the_caller_does_not_wait_any_more()
    {
        using var caller = new CancellationTokenSource();
        caller.Cancel();

        Assert.Throws<OperationCanceledException>(() => ICalendarReader.Read($"BEGIN:VCALENDAR\n{Innocent}END:VCALENDAR\n", "Europe/Berlin", caller.Token));
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(1582)]
    [InlineData(1900)]
    [InlineData(2026)]
    [InlineData(2499)]
    [InlineData(2500)]
    public void An_event_of_any_year_can_be_exported_in_every_zone(int year)
    {
        var events = DateTimeZoneProviders.Tzdb.Ids.Select((zone, index) => new CalendarEvent
        {
            CalendarId = Sample.Team,
            Id = Sample.Id($"e{index}"),
            Content = Sample.Event() with { Time = new EventTime.Zoned(new LocalDateTime(year, 12, 31, 12, 0), new LocalDateTime(year, 12, 31, 13, 0), zone) },
            Revision = new Revision("x", 1, Instant.FromUtc(2026, 11, 23, 8, 0), "adele"),
        }).ToList();

        var text = WholeFile.Of(new TeamCalendar { Id = Sample.Team, Content = Sample.Calendar(), Revision = events[0].Revision }, events);

        var read = Assert.IsType<ICalendarReadResult.Read>(ICalendarReader.Read(text, "Europe/Berlin", TestContext.Current.CancellationToken));
        Assert.Equal(events.Select(item => item.Content.Time), read.Events.Select(item => item.Content.Time));
    }

    private static string OwnZone(string observance) =>
        $"BEGIN:VTIMEZONE\nTZID:Own\nBEGIN:STANDARD\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0100\n{observance}\nEND:STANDARD\nEND:VTIMEZONE\n";

    private static ICalendarReadResult.Read Read(string inner) => Assert.IsType<ICalendarReadResult.Read>(
        ICalendarReader.Read($"BEGIN:VCALENDAR\n{inner}END:VCALENDAR\n", "Europe/Berlin", TestContext.Current.CancellationToken));
}
