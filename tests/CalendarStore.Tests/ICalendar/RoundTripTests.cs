using CsCheck;
using NodaTime;
using NodaTime.Text;
using TeamCalendars.Calendars;
using TeamCalendars.Events;
using TeamCalendars.ICalendar.Reading;
using TeamCalendars.ICalendar.Writing;
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

    private static readonly Gen<string> Text = Any("Stand-up", "a, b; c", "back\\slash", "C:\\new\\,x\\", "two\nlines", "Grüße 🎉 an alle", new string('ö', 120), "=41", "\"quoted\"", "x:y", "^n ^^");

    private static readonly Gen<EventTime> Time = Gen.OneOf(
        Gen.Select(Gen.Int[0, 20_000], Gen.Int[0, 5_000], Any("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Etc/UTC"), (start, minutes, zone) =>
        {
            var first = new LocalDateTime(2026, 1, 1, 0, 0).PlusMinutes(start * 30);
            return (EventTime)new EventTime.Zoned(first, first.PlusMinutes(minutes), zone);
        }),
        Gen.Select(Gen.Int[0, 1_000], Gen.Int[1, 30], (start, days) => (EventTime)new EventTime.AllDay(new LocalDate(2026, 1, 1).PlusDays(start), new LocalDate(2026, 1, 1).PlusDays(start + days))));

    private static readonly Gen<EventContent> Single = Gen.Select(Text, Text.Null(), Text.Null(), Time, Any<string?>(null, "#1a73e8"), Any("adele@contoso.example", "Gast \"Eins\"; Süd", "^name", "o'neil@x").Array[0, 4]).Select(
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
                Assert.Equal(events.Select(item => item.Content), read.Events.Select(item => item.Content));
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

    private static string Write(IReadOnlyCollection<CalendarEvent> events)
    {
        using var writer = new StringWriter();
        ICalendarWriter.Write(Calendar, events, writer);
        return writer.ToString();
    }
}
