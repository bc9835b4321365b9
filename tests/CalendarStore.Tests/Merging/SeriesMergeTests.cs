using CsCheck;
using NodaTime;
using NodaTime.Text;
using TeamCalendars.Events;
using TeamCalendars.ICalendar.Reading;
using TeamCalendars.Merging;
using TeamCalendars.Recurrences;

namespace CalendarStore.Tests.Merging;

/// <summary>The parts of a series come in any files, in any order. A failure names the seed, which CsCheck_Seed repeats.</summary>
public class SeriesMergeTests
{
    private static readonly InstantPattern Start = InstantPattern.CreateWithInvariantCulture("MM'-'dd'T'HH':'mm");

    private static readonly Interval Year = Sample.Window("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void The_same_components_give_the_same_events_in_any_files_and_any_order() =>
        Components.Of.SelectMany(components => Gen.Select(Components.Spread(components), Components.Spread(components))).Sample(
            (one, other) =>
            {
                var (stored, again) = (Imported(one), Imported(other));
                Assert.Equal(stored.Keys.Order(Comparer<EventId>.Create((x, y) => string.CompareOrdinal(x.Value, y.Value))), again.Keys.Order(Comparer<EventId>.Create((x, y) => string.CompareOrdinal(x.Value, y.Value))));
                Assert.All(stored, item => Assert.Equal(item.Value, again[item.Key]));
                Assert.All(stored.Values, content => Assert.Empty(EventRules.Check(content)));
            },
            iter: 2_000);

    [Fact]
    public void An_older_version_does_not_overwrite_a_newer_one_and_the_last_of_equal_ones_counts()
    {
        var (old, same, newer) = (Sample.Event("old") with { Sequence = 1 }, Sample.Event("same") with { Sequence = 2 }, Sample.Event("newer") with { Sequence = 3 });
        var stored = Sample.Event("stored") with { Sequence = 2 };

        Assert.Null(SeriesMerge.Newer(stored, old));
        Assert.Equal(same, SeriesMerge.Newer(stored, same));
        Assert.Equal(newer, SeriesMerge.Newer(stored, newer));
    }

    [Theory]
    [InlineData("RRULE:FREQ=DAILY;COUNT=4", "20260708T090000", "20260708T110000", "07-06T07:00 07-07T07:00 07-08T09:00 07-09T09:00")]
    [InlineData("RRULE:FREQ=DAILY;UNTIL=20260709T070000Z", "20260708T090000", "20260709T080000", "07-06T07:00 07-07T07:00 07-09T06:00 07-10T06:00")]
    [InlineData("RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=4", "20260708T090000", "20260709T090000", "07-06T07:00 07-09T07:00 07-14T07:00 07-16T07:00")]
    [InlineData("RRULE:FREQ=MONTHLY;BYDAY=1MO;COUNT=3", "20260803T090000", "20260804T100000", "07-06T07:00 08-04T08:00 09-08T08:00")]
    [InlineData("RRULE:FREQ=DAILY;BYHOUR=9,15;COUNT=4", "20260706T150000", "20260706T160000", "07-06T07:00 07-06T14:00 07-07T08:00 07-07T14:00")]
    [InlineData("RDATE;TZID=Europe/Berlin:20260710T120000,20260712T120000", "20260710T120000", "20260710T130000", "07-06T07:00 07-10T11:00 07-12T11:00")]
    [InlineData("RRULE:FREQ=DAILY;COUNT=3", "20260706T090000", "20260706T100000", "07-06T08:00 07-07T08:00 07-08T08:00")]
    [InlineData("RRULE:FREQ=DAILY;COUNT=4\nEXDATE;TZID=Europe/Berlin:20260709T090000", "20260708T090000", "20260708T110000", "07-06T07:00 07-07T07:00 07-08T09:00")]
    public void A_change_of_all_later_occurrences_moves_them_alike(string rule, string original, string moved, string starts)
    {
        var master = $"BEGIN:VEVENT\nUID:s\nDTSTART;TZID=Europe/Berlin:20260706T090000\nDURATION:PT1H\n{rule}\nSUMMARY:m\nEND:VEVENT\n";
        var change = $"BEGIN:VEVENT\nUID:s\nSEQUENCE:1\nRECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:{original}\nDTSTART;TZID=Europe/Berlin:{moved}\nDURATION:PT2H\nSUMMARY:later\nEND:VEVENT\n";

        foreach (var files in new string[][][] { [[master, change]], [[master], [change]], [[change], [master]], [[master, change], [master]] })
        {
            var found = Imported(files).Values.SelectMany(content => Occurrences.Expand(content, Year, 100, new ExpansionBudget(Stop)).Items.Select(item => (content.Title, item))).OrderBy(item => item.item.Start).ToList();
            Assert.Equal(starts.Split(' '), found.Select(item => Start.Format(item.item.Start)));
            Assert.All(found, item => Assert.Equal(Duration.FromHours(item.Title == "m" ? 1 : 2), item.item.End - item.item.Start));
        }
    }

    [Theory]
    [InlineData("DTSTART;TZID=Europe/Berlin:20260706T090000", "RECURRENCE-ID;VALUE=DATE:20260707", "RECURRENCE-ID;TZID=Europe/Berlin:20260707T090000", "DTSTART;TZID=Europe/Berlin:20260707T110000", "07-06T07:00 07-07T09:00 07-08T07:00")]
    [InlineData("DTSTART;VALUE=DATE:20260706", "RECURRENCE-ID;VALUE=DATE:20260707", "RECURRENCE-ID:20260706T220000Z", "DTSTART;VALUE=DATE:20260709", "07-06T00:00 07-08T00:00 07-09T00:00")]
    public void An_occurrence_that_files_name_by_its_date_and_by_its_time_is_replaced_once(string start, string byDate, string byTime, string moved, string starts)
    {
        string Event(int sequence, string lines) => $"BEGIN:VEVENT\nUID:s\nSEQUENCE:{sequence}\n{lines}\nSUMMARY:{sequence}\nEND:VEVENT\n";
        var master = Event(0, $"{start}\nRRULE:FREQ=DAILY;COUNT=3");

        foreach (var (older, newer) in new[] { (byDate, byTime), (byTime, byDate) })
        {
            var (first, second) = (Event(1, $"{older}\n{moved}"), Event(2, $"{newer}\n{moved}"));
            foreach (var files in new string[][][] { [[master], [first], [second]], [[master], [second], [first]], [[first], [second], [master]], [[second], [master], [first]], [[first], [master, second]], [[master, first, second], [first]] })
            {
                var found = Imported(files).Values.SelectMany(content => Occurrences.Expand(content, Year, 100, new ExpansionBudget(Stop)).Items.Select(item => (content.Title, item))).OrderBy(item => item.item.Start).ToList();
                Assert.Equal(starts.Split(' '), found.Select(item => Start.Format(item.item.Start)));
                Assert.Equal(["0", "0", "2"], found.Select(item => item.Title).Order(StringComparer.Ordinal));
            }
        }
    }

    [Fact]
    public void A_series_that_is_cut_many_times_costs_no_more_than_its_budget()
    {
        var parts = Enumerable.Range(0, 300).Select(day =>
            $"BEGIN:VEVENT\nUID:s\nRECURRENCE-ID;RANGE=THISANDFUTURE:{LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd").Format(new LocalDate(2026, 1, 1).PlusDays(day))}T090000Z\nDTSTART:20260101T100000Z\nEND:VEVENT\n");
        var read = Read(Components.File(parts.Prepend("BEGIN:VEVENT\nUID:s\nDTSTART:20260101T090000Z\nRRULE:FREQ=DAILY;COUNT=10000\nEND:VEVENT\n")));

        Assert.Equal(301, read.Events.Length);
        Assert.All(read.Events, item => Assert.Empty(EventRules.Check(item.Content)));
    }

    private static Dictionary<EventId, EventContent> Imported(string[][] files)
    {
        var stored = new Dictionary<EventId, EventContent>();
        foreach (var file in files)
        {
            var incoming = Read(Components.File(file)).Events.Select(item => (item.Id, item.Content)).ToList();
            foreach (var (id, content) in SeriesMerge.Merge("s", stored, incoming, new ExpansionBudget(Stop)).Writes)
            {
                stored[id] = content;
            }

            // What a merge has settled stays as it is.
            Assert.Empty(SeriesMerge.Merge("s", stored, [], new ExpansionBudget(Stop)).Writes);
        }

        return stored;
    }

    private static ICalendarReadResult.Read Read(string text) => Assert.IsType<ICalendarReadResult.Read>(ICalendarReader.Read(text, "Europe/Berlin", Stop));
}
