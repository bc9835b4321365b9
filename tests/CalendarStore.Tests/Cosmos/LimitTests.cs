using System.Diagnostics.Metrics;
using TeamCalendars.Events;
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
    public async Task Forty_events_that_no_batch_can_hold_are_refused_as_a_whole()
    {
        await using var cosmos = new CosmosStore(server);
        var store = cosmos.Open().Store;
        var large = Sample.Event() with
        {
            Description = new string('字', EventRules.MaxDescription),
            Assignees = [.. Enumerable.Range(0, EventRules.MaxAssignees).Select(i => $"{i}{new string('名', 250)}")],
        };
        Assert.Empty(EventRules.Check(large));

        var results = await WriteAsync(store, large);

        Assert.All(results, result => Assert.IsType<WriteResult<CalendarEvent>.LimitReached>(result));
        Assert.Equal(1, (await store.GetPositionAsync(Sample.Contoso, Stop)).Version);
        Assert.IsType<WriteResult<CalendarEvent>.Written>(
            await store.PutEventAsync(Sample.Contoso, Sample.Team, Sample.Id("one"), large, new WriteCondition.Create(), Sample.Adele, Stop));
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
            Sample.Contoso, Sample.Team, [.. Enumerable.Range(0, StoreLimits.MaxBulkSize).Select(i => (Sample.Id($"e{i}"), content))], Sample.Adele, Stop))!;
    }
}
