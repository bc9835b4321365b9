using System.Diagnostics.Metrics;
using TeamCalendars.Events;
using TeamCalendars.ICalendar.Reading;
using TeamCalendars.Writes;

namespace CalendarStore.Tests.Cosmos;

[Collection(CosmosTests.Name)]
public sealed class LimitTests(CosmosServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Forty_events_with_the_longest_descriptions_fit_into_one_step()
    {
        await using var cosmos = new CosmosStore(server);

        var results = await WriteAsync(cosmos.Open().Store, Sample.Event() with { Description = new string('字', EventRules.MaxDescription) });

        Assert.All(results, result => Assert.IsType<WriteResult<CalendarEvent>.Written>(result));
    }

    [Fact]
    public async Task Forty_events_that_no_batch_can_hold_are_written_in_several()
    {
        await using var cosmos = new CosmosStore(server);
        var store = cosmos.Open().Store;
        var large = Sample.Event() with
        {
            Description = new string('字', EventRules.MaxDescription),
            Recurrence = Sample.LargeRecurrence,
        };
        Assert.Empty(EventRules.Check(large));

        var results = await WriteAsync(store, large);

        Assert.Equal(
            Enumerable.Range(0, StoreLimits.MaxBulkSize).Select(i => Sample.Id($"e{i}")),
            results.Select(result => Assert.IsType<WriteResult<CalendarEvent>.Written>(result).Item!.Id));
        Assert.Equal(1 + StoreLimits.MaxBulkSize, (await store.GetPositionAsync(Sample.Contoso, Stop)).Version);
    }

    [Fact]
    public async Task A_series_whose_parts_no_batch_can_hold_is_merged_over_several()
    {
        await using var cosmos = new CosmosStore(server);
        var store = cosmos.Open().Store;
        await store.PutCalendarAsync(Sample.Contoso, Sample.Team, Sample.Calendar(), new WriteCondition.Create(), Sample.Adele, Stop);
        string Component(int day, string times) =>
            $"BEGIN:VEVENT\nUID:s\n{times}\nSUMMARY:{day}\nDESCRIPTION:{new string('字', EventRules.MaxDescription)}\nLOCATION:{new string('名', EventRules.MaxLocation)}\nEND:VEVENT\n";
        var overrides = Enumerable.Range(1, 60).Select(day => Component(day, $"RECURRENCE-ID:2026{6 + (day / 28):00}{1 + (day % 28):00}T070000Z\nDTSTART:2026{6 + (day / 28):00}{1 + (day % 28):00}T080000Z")).ToArray();

        // The series comes last, in another zone: then all of its overrides are written anew.
        await ImportAsync(overrides);
        await ImportAsync(Component(0, "DTSTART;TZID=Europe/Berlin:20260601T090000\nRRULE:FREQ=DAILY;COUNT=100"));

        var stored = (await store.ListEventsAsync(Sample.Contoso, Sample.Team, null, null, 1_000, Stop))!;
        var items = stored.Items.ToList();
        while (stored.Next is { } next)
        {
            stored = (await store.ListEventsAsync(Sample.Contoso, Sample.Team, null, EventId.Parse(next), 1_000, Stop))!;
            items.AddRange(stored.Items);
        }

        Assert.Equal(61, items.Count);
        Assert.All(items.Where(item => item.Content.RecurrenceId is not null), item => Assert.EndsWith("T09:00:00", item.Content.RecurrenceId, StringComparison.Ordinal));

        async Task ImportAsync(params string[] components)
        {
            var read = Assert.IsType<ICalendarReadResult.Read>(ICalendarReader.Read($"BEGIN:VCALENDAR\n{string.Concat(components)}END:VCALENDAR\n", "Europe/Berlin", Stop));
            foreach (var batch in read.Events.Chunk(StoreLimits.MaxBulkSize))
            {
                Assert.All(
                    (await store.WriteEventsAsync(Sample.Contoso, Sample.Team, [.. batch.Select(item => (item.Id, item.Content))], [], Sample.Adele, Stop))!,
                    result => Assert.IsType<WriteResult<CalendarEvent>.Written>(result));
            }
        }
    }

    [Fact]
    public async Task What_an_operation_cost_is_recorded_by_its_name()
    {
        var charges = new System.Collections.Concurrent.ConcurrentDictionary<string, double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == "calendar.store.request_charge")
            {
                Assert.Equal("{request_unit}", instrument.Unit);
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((_, charge, tags, _) =>
        {
            foreach (var (_, value) in tags)
            {
                charges.AddOrUpdate((string)value!, charge, (_, before) => before + charge);
            }
        });
        listener.Start();
        await using var cosmos = new CosmosStore(server);

        await WriteAsync(cosmos.Open().Store, Sample.Event());

        Assert.True(charges["commit"] > 0);
        Assert.True(charges["write"] > 0);
    }

    private static async Task<IReadOnlyList<WriteResult<CalendarEvent>>> WriteAsync(ICalendarStore store, EventContent content)
    {
        await store.PutCalendarAsync(Sample.Contoso, Sample.Team, Sample.Calendar(), new WriteCondition.Create(), Sample.Adele, Stop);
        return (await store.WriteEventsAsync(
            Sample.Contoso, Sample.Team, [.. Enumerable.Range(0, StoreLimits.MaxBulkSize).Select(i => (Sample.Id($"e{i}"), content))], [], Sample.Adele, Stop))!;
    }
}
