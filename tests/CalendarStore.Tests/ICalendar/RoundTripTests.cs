using CsCheck;
using NodaTime;
using NodaTime.Text;
using TeamCalendars.Calendars;
using TeamCalendars.Events;
using TeamCalendars.ICalendar.Reading;
using TeamCalendars.People;
using TeamCalendars.Recurrences;
using TeamCalendars.Writes;

namespace CalendarStore.Tests.ICalendar;

public class RoundTripTests
{
    private static readonly TeamCalendar Calendar = new()
    {
        Id = Sample.Team,
        Content = Sample.Calendar("Shifts; \"Süd\", all"),
        Revision = new Revision("x", 1, Instant.FromUtc(2026, 11, 23, 8, 0), "adele"),
    };

    /// <summary>Names and addresses that need escapes in a file.</summary>
    private static readonly Person[] Directory =
    [
        Entry("adele", "Adele Vance", "adele@contoso.example"), Entry("guest", "Gast \"Eins\"; Süd", null), Entry("caret", "^name, ^n 🎉", null), Entry("o-neil", "O'Neil", "o'neil+a%b?c&d@x.example"),
    ];

    private static readonly PersonMatching Matching = new(Sample.Contoso, Directory);

    private static readonly Gen<string> Text = Any("Stand-up", "a, b; c", "back\\slash", "C:\\new\\,x\\", "two\nlines", "Grüße 🎉 an alle", new string('ö', 120), "=41", "\"quoted\"", "x:y", "^n ^^");

    private static readonly Gen<EventTime> Time = Gen.OneOf(
        Gen.Select(Gen.Int[0, 20_000], Gen.Int[0, 5_000], Any("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Etc/UTC"), (start, minutes, zone) =>
        {
            var first = new LocalDateTime(2026, 1, 1, 0, 0).PlusMinutes(start * 30);
            return (EventTime)new EventTime.Zoned(first, first.PlusMinutes(minutes), zone);
        }),
        Gen.Select(Gen.Int[0, 1_000], Gen.Int[1, 30], (start, days) => (EventTime)new EventTime.AllDay(new LocalDate(2026, 1, 1).PlusDays(start), new LocalDate(2026, 1, 1).PlusDays(start + days))));

    private static readonly Gen<EventContent> Single = Gen.Select(Text, Text.Null(), Text.Null(), Time, Any<string?>(null, "#1a73e8"), Any([.. Directory.Select(person => person.Id)]).Array[0, 4]).Select(
        (title, description, category, time, color, assignees) => new EventContent
        {
            Title = title.Replace('\n', ' '),
            Description = description,
            Location = category?.Replace('\n', ' '),
            Category = category?.Replace('\n', ' ') is { Length: <= 64 } name ? name : null,
            Time = time,
            Color = color,
            Assignees = [.. assignees.Distinct()],
        }).Where(content => EventRules.Check(content).Count == 0);

    /// <summary>A single event, or a series with exceptions and the events that replace some of its occurrences.</summary>
    private static readonly Gen<EventContent[]> Family = Gen.Select(
        Single, Single, Gen.Bool, Any("FREQ=WEEKLY;COUNT=10", "FREQ=DAILY;UNTIL=20291231T235959Z", "FREQ=MONTHLY;BYDAY=-1FR"), Gen.Int[1, 9_999_999]).Select((master, other, series, rule, number) =>
        {
            var uid = $"{number}@elsewhere.example";
            if (!series)
            {
                return number % 2 == 0 ? [master] : new[] { master with { Uid = uid } };
            }

            var dates = Enumerable.Range(1, 4).Select(week => DateOf(master.Time, week * 7)).ToArray();
            return [
                master with
                {
                    Uid = uid,
                    Recurrence = new Recurrence { Rules = [rule], Dates = [dates[0]], ExceptionDates = [dates[1]], OverriddenDates = [dates[2]] },
                },
                other with { Uid = uid, RecurrenceId = dates[2] },
            ];
        });

    [Fact]
    public void What_is_written_is_read_back_as_it_was() =>
        Family.Array[1, 8].Sample(
            families =>
            {
                var events = Store(families);

                var read = Assert.IsType<ICalendarReadResult.Read>(ICalendarReader.Read(Write(events), "Europe/Berlin", TestContext.Current.CancellationToken));

                Assert.Empty(read.Skipped.Where(item => item.Component != "VTIMEZONE"));
                Assert.Equal(events.Select(item => item.Content), read.Events.Select(item => AssigneeMatching.Match(item.Content, Matching, new Dictionary<PersonId, PersonContent>())));
                // Events of this product keep their ids, so that an import of an export changes nothing.
                Assert.All(events.Zip(read.Events).Where(pair => pair.First.Content.Uid is null), pair => Assert.Equal(pair.First.Id, pair.Second.Id));
                Assert.Equal(Calendar.Content.Name, read.Name);
            },
            iter: 300);

    [Fact]
    public void Lines_are_folded_at_75_octets_and_end_with_crlf()
    {
        var text = Write(Store([[Sample.Event(new string('ä', 150)) with { Description = new string('x', 3_000) }]]));

        var lines = text.Split("\r\n");
        Assert.DoesNotContain('\n', string.Concat(lines));
        Assert.All(lines, line => Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(line), 0, 75));
    }

    [Fact]
    public void A_replacement_that_was_deleted_does_not_bring_its_occurrence_back()
    {
        var series = Sample.Event() with { Uid = "u", Recurrence = new Recurrence { Rules = ["FREQ=DAILY"], OverriddenDates = ["2026-11-24T09:00:00"] } };

        var read = Assert.IsType<ICalendarReadResult.Read>(ICalendarReader.Read(Write(Store([[series]])), "Europe/Berlin", TestContext.Current.CancellationToken));

        Assert.Equal(["2026-11-24T09:00:00"], Assert.Single(read.Events).Content.Recurrence!.ExceptionDates);
    }

    [Fact]
    public void A_series_that_follows_rules_of_its_own_keeps_them_through_a_file_and_for_good()
    {
        const string Zone = "BEGIN:VTIMEZONE\nTZID:Odd\nBEGIN:STANDARD\nDTSTART:16010101T235959\nTZOFFSETFROM:-0200\nTZOFFSETTO:-0300\nRRULE:FREQ=YEARLY;BYDAY=3SA;BYMONTH=2\nEND:STANDARD\n"
            + "BEGIN:DAYLIGHT\nDTSTART:16010101T235959\nTZOFFSETFROM:-0300\nTZOFFSETTO:-0200\nRRULE:FREQ=YEARLY;BYDAY=2SA;BYMONTH=10\nEND:DAYLIGHT\nEND:VTIMEZONE\n";
        var read = Assert.IsType<ICalendarReadResult.Read>(ICalendarReader.Read(
            $"BEGIN:VCALENDAR\n{Zone}BEGIN:VEVENT\nUID:u\nDTSTART;TZID=Odd:20260316T100000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY\nEND:VEVENT\nEND:VCALENDAR\n", "Europe/Berlin", TestContext.Current.CancellationToken));
        var content = Assert.Single(read.Events).Content;

        foreach (var (year, winter, summer) in new[] { (2026, 13, 12), (2126, 13, 12), (2499, 13, 12) })
        {
            Assert.Equal([winter], Hours(content, $"{year}-07-01T00:00:00Z"));
            Assert.Equal([summer], Hours(content, $"{year}-12-01T00:00:00Z"));
        }

        var stored = (EventContent)EventKind.Instance.Read(EventKind.Instance.Prepare(content).Json, strict: true);
        Assert.Equal(content, stored);
        var again = Assert.IsType<ICalendarReadResult.Read>(ICalendarReader.Read(Write(Store([[stored]])), "Europe/Berlin", TestContext.Current.CancellationToken));
        Assert.Equal(content, Assert.Single(again.Events).Content);
        Assert.Contains("own rules", Assert.Single(Ical.Net.Calendar.Load(Write(Store([[stored]])))!.TimeZones).TzId, StringComparison.Ordinal);
        static IEnumerable<int> Hours(EventContent content, string from) => Occurrences
            .Expand(content, new Interval(InstantPattern.General.Parse(from).Value, InstantPattern.General.Parse(from).Value + NodaTime.Duration.FromDays(7)), 10, new ExpansionBudget(TestContext.Current.CancellationToken))
            .Items.Select(item => item.Start.InUtc().Hour);
    }

    [Fact]
    public void A_changed_period_a_cancelled_occurrence_and_a_cut_series_come_back_with_the_same_times()
    {
        const string File = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:u\nDTSTART;TZID=Europe/Berlin:20260706T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=6\nRDATE;VALUE=PERIOD;TZID=Europe/Berlin:20260801T090000/PT3H\nSUMMARY:m\nEND:VEVENT\n"
            + "BEGIN:VEVENT\nUID:u\nRECURRENCE-ID;TZID=Europe/Berlin:20260707T090000\nDTSTART;TZID=Europe/Berlin:20260707T090000\nSTATUS:CANCELLED\nEND:VEVENT\n"
            + "BEGIN:VEVENT\nUID:u\nRECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20260709T090000\nDTSTART;TZID=Europe/Berlin:20260709T120000\nDURATION:PT1H\nSUMMARY:later\nEND:VEVENT\nEND:VCALENDAR\n";
        var first = Assert.IsType<ICalendarReadResult.Read>(ICalendarReader.Read(File, "Europe/Berlin", TestContext.Current.CancellationToken));
        var events = first.Events.Select(item => new CalendarEvent { CalendarId = Sample.Team, Id = item.Id, Content = item.Content, Revision = Calendar.Revision }).ToList();

        var again = Assert.IsType<ICalendarReadResult.Read>(ICalendarReader.Read(Write(events), "Europe/Berlin", TestContext.Current.CancellationToken));

        Assert.Equal(["07-06 1", "07-08 1", "07-09 1", "07-10 1", "07-11 1", "08-01 3"], Times(first));
        Assert.Equal(Times(first), Times(again));
        Assert.Equal(6, Ical.Net.Calendar.Load(Write(events))!.Events.SelectMany(item => item.GetOccurrences()).Count());
        static IEnumerable<string> Times(ICalendarReadResult.Read read) => read.Events
            .SelectMany(item => Occurrences.Expand(item.Content, Sample.Window("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"), 10, new ExpansionBudget(TestContext.Current.CancellationToken)).Items)
            .OrderBy(item => item.Start).Select(item => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{item.Start.InUtc().Date.Month:00}-{item.Start.InUtc().Date.Day:00} {(item.End - item.Start).TotalHours}"));
    }

    [Fact]
    public void An_event_that_cannot_be_written_costs_no_other_and_is_counted()
    {
        var events = Store([[Sample.Event("broken") with { Time = Sample.Timed("2026-11-23T09:00:00", "2026-11-23T10:00:00"), Recurrence = new Recurrence { Dates = ["soon"] } }], [Sample.Event("whole")]]);

        var text = Write(events);

        Assert.Contains("SUMMARY:whole", text, StringComparison.Ordinal);
        Assert.DoesNotContain("broken", text, StringComparison.Ordinal);
        Assert.Contains("X-CALENDAR-EVENTS-LEFT-OUT:1\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_library_reads_the_same_times()
    {
        var text = Write(Store([[Sample.Event() with { Recurrence = new Recurrence { Rules = ["FREQ=WEEKLY;COUNT=3"], ExceptionDates = ["2026-11-30T09:00:00"] } }]]));

        var calendar = Ical.Net.Calendar.Load(text)!;

        Assert.Equal("Europe/Berlin", Assert.Single(calendar.TimeZones).TzId);
        var occurrences = Assert.Single(calendar.Events).GetOccurrences().Select(occurrence => occurrence.Period.StartTime.AsUtc);
        Assert.Equal([new DateTime(2026, 11, 23, 8, 0, 0, DateTimeKind.Utc), new DateTime(2026, 12, 7, 8, 0, 0, DateTimeKind.Utc)], occurrences);
    }

    private static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static string DateOf(EventTime time, int daysLater) => time switch
    {
        EventTime.Zoned timed => LocalDateTimePattern.ExtendedIso.Format(timed.Start.PlusDays(daysLater)),
        EventTime.AllDay days => LocalDatePattern.Iso.Format(days.Start.PlusDays(daysLater)),
        _ => throw new InvalidOperationException(),
    };

    private static CalendarEvent[] Store(EventContent[][] families) =>
        [.. families
            .DistinctBy(family => family[0].Uid ?? Guid.NewGuid().ToString(), StringComparer.Ordinal)
            .SelectMany(family => family)
            .Select((content, index) => new CalendarEvent { CalendarId = Sample.Team, Id = Sample.Id($"e{index}"), Content = content, Revision = Calendar.Revision })];

    private static string Write(IReadOnlyCollection<CalendarEvent> events) => WholeFile.Of(Calendar, events, Directory.ToDictionary(person => person.Id, person => person.Content));

    private static Person Entry(string id, string name, string? address) =>
        new() { Id = PersonId.Parse(id), Content = Sample.Person(name) with { Address = address }, Revision = Calendar.Revision };
}
