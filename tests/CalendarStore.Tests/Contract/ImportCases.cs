using CalendarStore.Tests.Merging;
using CsCheck;
using NodaTime;
using NodaTime.Text;
using TeamCalendars.Events;
using TeamCalendars.ICalendar.Reading;
using TeamCalendars.Merging;
using TeamCalendars.Recurrences;
using TeamCalendars.Writes;

namespace CalendarStore.Tests.Contract;

public abstract partial class CalendarStoreContract
{
    private static readonly string[] F04 = ["F04-1-series", "F04-2-changed-occurrence", "F04-3-cancelled-occurrence"];

    [Theory, Trait("case", "14")]
    [InlineData(0, 1, 2)]
    [InlineData(0, 2, 1)]
    [InlineData(1, 0, 2)]
    [InlineData(1, 2, 0)]
    [InlineData(2, 0, 1)]
    [InlineData(2, 1, 0)]
    [InlineData(0, 1, 2, 0)]
    [InlineData(2, 1, 0, 1, 2, 0)]
    public async Task An_override_and_a_cancellation_find_their_series_in_whatever_order_the_files_come(params int[] order)
    {
        foreach (var file in order)
        {
            await using var stream = typeof(CalendarStoreContract).Assembly.GetManifestResourceStream($"{F04[file]}.ics")!;
            await Import(Is<ICalendarReadResult.Read>(await ICalendarReader.ReadAsync(stream, "Europe/Berlin", Stop)));
        }

        Assert.Equal(["2026-07-06T07:00:00Z weekly", "2026-07-13T12:00:00Z weekly moved"], await Shown());
    }

    [Fact, Trait("case", "14")]
    public async Task The_same_components_are_stored_as_the_same_events_in_any_files_and_any_order()
    {
        var seed = 0;
        foreach (var (one, other) in Components.Of.SelectMany(components => Gen.Select(Components.Spread(components), Components.Spread(components))).Array[8].Single())
        {
            var results = new List<string[]>();
            foreach (var files in new[] { one, other })
            {
                seed++;
                var uid = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"UID:s{seed}");
                foreach (var file in files)
                {
                    await Import(Is<ICalendarReadResult.Read>(ICalendarReader.Read(Components.File(file).Replace("UID:s", uid, StringComparison.Ordinal), "Europe/Berlin", Stop)));
                }

                results.Add([.. await Shown($"s{seed}")]);
            }

            Assert.Equal(results[0], results[1]);
        }
    }

    [Fact, Trait("case", "14")]
    public async Task An_older_version_is_refused_and_what_is_settled_is_not_written_again()
    {
        var (first, second) = (Sample.Event("first") with { Uid = "u", Sequence = 1 }, Sample.Event("second") with { Uid = "u", Sequence = 2 });
        await Store.WriteEventsAsync(Sample.Contoso, Sample.Team, [(Sample.Id("u"), second)], [], Sample.Adele, Stop);
        var head = await Head();

        var refused = Assert.Single((await Store.WriteEventsAsync(Sample.Contoso, Sample.Team, [(Sample.Id("u"), first)], [], Sample.Adele, Stop))!);

        Assert.Equal("second", Is<WriteResult<CalendarEvent>.Conflict>(refused).Current.Content.Title);
        Assert.Equal(head, await Head());
    }

    [Fact, Trait("case", "14")]
    public async Task Overrides_of_more_than_one_step_find_a_series_that_comes_in_another_zone()
    {
        var overrides = Enumerable.Range(0, 120).Select(day =>
            $"BEGIN:VEVENT\nUID:many\nRECURRENCE-ID:{Day(day)}T070000Z\nDTSTART:{Day(day)}T080000Z\nDURATION:PT1H\nSUMMARY:{day}\nEND:VEVENT\n").ToArray();
        await Import(Is<ICalendarReadResult.Read>(ICalendarReader.Read(Components.File(overrides), "Europe/Berlin", Stop)));

        await Import(Is<ICalendarReadResult.Read>(ICalendarReader.Read(
            Components.File("BEGIN:VEVENT\nUID:many\nDTSTART;TZID=Europe/Berlin:20260601T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=121\nSUMMARY:m\nEND:VEVENT\n"), "Europe/Berlin", Stop)));

        var shown = await Shown("many");
        Assert.Equal(121, shown.Count);
        Assert.Single(shown, line => line.EndsWith(" m", StringComparison.Ordinal));
        static string Day(int day) => LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd").Format(new LocalDate(2026, 6, 1).PlusDays(day));
    }

    [Fact, Trait("case", "14")]
    public async Task An_occurrence_that_is_named_by_its_date_and_later_by_its_time_is_replaced_once()
    {
        foreach (var part in (string[])["DTSTART;TZID=Europe/Berlin:20260706T090000\nRRULE:FREQ=DAILY;COUNT=2\nSUMMARY:m",
            "RECURRENCE-ID;VALUE=DATE:20260707\nDTSTART;TZID=Europe/Berlin:20260707T110000\nSUMMARY:by date",
            "RECURRENCE-ID;TZID=Europe/Berlin:20260707T090000\nDTSTART;TZID=Europe/Berlin:20260707T120000\nSUMMARY:by time"])
        {
            await Import(Is<ICalendarReadResult.Read>(ICalendarReader.Read(Components.File($"BEGIN:VEVENT\nUID:twin\n{part}\nEND:VEVENT\n"), "Europe/Berlin", Stop)));
        }

        Assert.Equal(["2026-07-06T07:00:00Z m", "2026-07-07T10:00:00Z by time"], await Shown("twin"));
    }

    [Fact, Trait("case", "14")]
    public async Task An_override_with_an_id_of_an_older_version_keeps_it()
    {
        var series = Sample.Event("m", "2026-07-06T09:00:00", "2026-07-06T10:00:00") with { Uid = "old", Recurrence = new Recurrence { Rules = ["FREQ=DAILY;COUNT=2"], OverriddenDates = ["2026-07-07T09:00:00"] } };
        await Store.PutEventAsync(Sample.Contoso, Sample.Team, SeriesIds.OfMaster("old"), series, Create, Sample.Adele, Stop);
        await Store.PutEventAsync(
            Sample.Contoso, Sample.Team, SeriesIds.OfText("old\n2026-07-07T09:00:00"), Sample.Event("before") with { Uid = "old", RecurrenceId = "2026-07-07T09:00:00" }, Create, Sample.Adele, Stop);

        await Import(Is<ICalendarReadResult.Read>(ICalendarReader.Read(Components.File(
            "BEGIN:VEVENT\nUID:old\nDTSTART;TZID=Europe/Berlin:20260706T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=2\nSUMMARY:m\nEND:VEVENT\n",
            "BEGIN:VEVENT\nUID:old\nRECURRENCE-ID;TZID=Europe/Berlin:20260707T090000\nDTSTART;TZID=Europe/Berlin:20260707T120000\nSUMMARY:after\nEND:VEVENT\n"), "Europe/Berlin", Stop)));

        Assert.Equal(["2026-07-06T07:00:00Z m", "2026-07-07T10:00:00Z after"], await Shown("old"));
    }

    [Theory, Trait("case", "14")]
    [InlineData("DTSTART;VALUE=DATE:20260706\nRRULE:FREQ=DAILY;COUNT=9", "RECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20260708", "DTSTART:20260708T100000Z", "does not go on by the hour")]
    [InlineData("DTSTART:20260706T090000Z\nRRULE:FREQ=MONTHLY;BYDAY=1MO;COUNT=9", "RECURRENCE-ID;RANGE=THISANDFUTURE:20260803T090000Z", "DTSTART:20260804T090000Z", "was taken as 8 single dates")]
    [InlineData("DTSTART:20260706T090000Z\nRRULE:FREQ=MONTHLY;BYDAY=1MO", "RECURRENCE-ID;RANGE=THISANDFUTURE:20260803T090000Z", "DTSTART:20260804T090000Z", "1,000 single dates, because no rule gives the later occurrences. What comes after them is missing.")]
    [InlineData("DTSTART:20260706T090000Z\nRRULE:FREQ=HOURLY;COUNT=99", "RECURRENCE-ID;RANGE=THISANDFUTURE:20260706T200000Z", "DTSTART:20260706T203000Z", "was taken as 88 single dates")]
    [InlineData("DTSTART:24900706T090000Z\nRRULE:FREQ=YEARLY;COUNT=9", "RECURRENCE-ID;RANGE=THISANDFUTURE:24910706T090000Z", "DTSTART:24980707T090000Z", null)]
    [InlineData("DTSTART:20260706T090000Z\nRRULE:FREQ=DAILY;COUNT=9", "RECURRENCE-ID;RANGE=THISANDFUTURE:20260708T090000Z", "DTSTART:20260708T100000Z", null)]
    public async Task A_change_of_all_later_occurrences_that_is_taken_otherwise_is_warned_of(string master, string original, string moved, string? warning)
    {
        var uid = 0;
        foreach (var order in (int[][])[[0, 1], [1, 0], [2]])
        {
            uid++;
            string[] components = [$"BEGIN:VEVENT\nUID:{uid}\n{master}\nSUMMARY:m\nEND:VEVENT\n", $"BEGIN:VEVENT\nUID:{uid}\n{original}\n{moved}\nSUMMARY:c\nEND:VEVENT\n"];
            var warnings = new List<string>();
            foreach (var part in order)
            {
                warnings.AddRange(await Import(Is<ICalendarReadResult.Read>(
                    ICalendarReader.Read(Components.File(part == 2 ? components : [components[part]]), "Europe/Berlin", Stop))));
            }

            if (warning is null)
            {
                Assert.DoesNotContain(warnings, text => text.Contains("one occurrence", StringComparison.Ordinal));
            }
            else
            {
                Assert.Contains(warning, Assert.Single(warnings), StringComparison.Ordinal);
            }
        }
    }

    [Fact, Trait("case", "14")]
    public async Task A_series_that_is_cut_too_often_is_warned_of()
    {
        var day = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");
        var changes = Enumerable.Range(1, 51).Select(number =>
            $"BEGIN:VEVENT\nUID:cut\nRECURRENCE-ID;RANGE=THISANDFUTURE:{day.Format(new LocalDate(2026, 1, 1).PlusDays(number))}T090000Z\nDTSTART:{day.Format(new LocalDate(2026, 1, 1).PlusDays(number))}T100000Z\nSUMMARY:{number}\nEND:VEVENT\n");
        var warnings = await Import(Is<ICalendarReadResult.Read>(ICalendarReader.Read(
            Components.File(changes.Prepend("BEGIN:VEVENT\nUID:cut\nDTSTART:20260101T090000Z\nRRULE:FREQ=DAILY;COUNT=100\nSUMMARY:m\nEND:VEVENT\n")), "Europe/Berlin", Stop)));

        Assert.NotEmpty(warnings);
        Assert.All(warnings, warning => Assert.EndsWith("because a series is cut at most 50 times.", warning, StringComparison.Ordinal));
        Assert.Equal(100, (await Shown("cut")).Count);
    }

    /// <returns>What was taken otherwise than the file says.</returns>
    private async Task<List<string>> Import(ICalendarReadResult.Read file)
    {
        var warnings = new List<string>();
        foreach (var batch in file.Events.Chunk(StoreLimits.MaxBulkSize))
        {
            var results = await Store.WriteEventsAsync(Sample.Contoso, Sample.Team, [.. batch.Select(item => (item.Id, item.Content))], [], Sample.Adele, Stop);
            Assert.NotNull(results);
            warnings.AddRange(results.Select(result => result.Warning).OfType<string>());
        }

        return warnings;
    }

    /// <summary>What a person sees of 2026.</summary>
    private async Task<List<string>> Shown(string? uid = null)
    {
        var shown = new List<(Instant Start, string Title)>();
        EventId? after = null;
        do
        {
            var page = await Store.ListEventsAsync(Sample.Contoso, Sample.Team, Sample.Window("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"), after, 100, Stop);
            Assert.NotNull(page);
            shown.AddRange(page.Items.Where(item => uid is null || item.Content.Uid == uid).SelectMany(item => Occurrences
                .Expand(item.Content, Sample.Window("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"), 1_000, new ExpansionBudget(Stop)).Items.Select(occurrence => (occurrence.Start, item.Content.Title))));
            after = page.Next is { } next ? EventId.Parse(next) : null;
        }
        while (after is not null);

        return [.. shown.OrderBy(item => item.Start).ThenBy(item => item.Title, StringComparer.Ordinal).Select(item => $"{InstantPattern.General.Format(item.Start)} {item.Title}")];
    }
}
