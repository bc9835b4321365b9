using CalendarStore.Changes;
using CosmosFront;
using TeamCalendars.Events;
using TeamCalendars.Writes;

namespace CalendarStore.Tests.Cosmos;

[Collection(CosmosTests.Name)]
public sealed class FaultTests(CosmosServer server) : IDisposable
{
    private static readonly WriteCondition Create = new WriteCondition.Create();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => server.EndFaults();

    [Fact]
    public async Task Throttling_that_does_not_end_is_said_with_the_time_to_come_back()
    {
        await using var cosmos = new CosmosStore(server);
        var store = await WithCalendarAsync(cosmos);
        var before = await store.GetPositionAsync(Sample.Contoso, Stop);
        server.Front.Faults = request => request.Path.Contains(cosmos.Database, StringComparison.Ordinal) ? FrontFault.Throttled : FrontFault.None;

        var read = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.FindCalendarAsync(Sample.Contoso, Sample.Team, Stop));
        var queried = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.ListCalendarsAsync(Sample.Contoso, Stop));
        var written = await Assert.ThrowsAsync<StoreUnavailableException>(() => PutAsync(store, "e"));
        server.Front.Faults = request => request.IsBatch ? FrontFault.Throttled : FrontFault.None;
        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => PutAsync(store, "e"));

        Assert.All([read, queried, written, refused], exception => Assert.True(exception is { IsTransient: true, RetryAfter.TotalMilliseconds: > 0 }, exception.ToString()));
        server.Front.Faults = null;
        Assert.Equal(before, await store.GetPositionAsync(Sample.Contoso, Stop));
        Assert.IsType<WriteResult<CalendarEvent>.Written>(await PutAsync(store, "e"));
    }

    [Fact]
    public async Task An_identity_that_is_not_known_for_a_while_is_an_absent_store_and_no_fault_of_the_callers()
    {
        await using var cosmos = new CosmosStore(server);
        var store = await WithCalendarAsync(cosmos);
        var before = await store.GetPositionAsync(Sample.Contoso, Stop);
        server.Front.Faults = request => request.Path.Contains(cosmos.Database, StringComparison.Ordinal) ? FrontFault.Unauthorized : FrontFault.None;

        var read = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.FindCalendarAsync(Sample.Contoso, Sample.Team, Stop));
        var written = await Assert.ThrowsAsync<StoreUnavailableException>(() => PutAsync(store, "e"));
        server.Front.Faults = request => request.IsBatch ? FrontFault.Unauthorized : FrontFault.None;
        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => PutAsync(store, "e"));

        Assert.All([read, written, refused], exception => Assert.True(exception.IsTransient, exception.ToString()));
        server.Front.Faults = null;
        Assert.Equal(before, await store.GetPositionAsync(Sample.Contoso, Stop));
    }

    [Fact]
    public async Task Throttling_that_ends_is_waited_out()
    {
        await using var cosmos = new CosmosStore(server);
        var store = await WithCalendarAsync(cosmos);
        var times = 0;
        server.Front.Faults = _ => Interlocked.Increment(ref times) % 3 != 0 ? FrontFault.Throttled : FrontFault.None;

        Assert.IsType<WriteResult<CalendarEvent>.Written>(await PutAsync(store, "e"));
        Assert.NotNull(await store.FindEventAsync(Sample.Contoso, Sample.Team, Sample.Id("e"), Stop));
    }

    [Fact]
    public async Task A_write_whose_answer_was_lost_is_told_as_what_it_was_and_done_once()
    {
        await using var cosmos = new CosmosStore(server);
        var store = await WithCalendarAsync(cosmos);
        var before = await store.GetPositionAsync(Sample.Contoso, Stop);
        var lost = 0;
        server.Front.Faults = request => request.IsBatch && Interlocked.Exchange(ref lost, 1) == 0 ? FrontFault.AnswerLost : FrontFault.None;

        var written = Assert.IsType<WriteResult<CalendarEvent>.Written>(await PutAsync(store, "e"));

        Assert.Equal(1, lost);
        Assert.True(written.Created);
        Assert.Equal(before.Version + 1, written.Position.Version);
        Assert.Equal(written.Item, await store.FindEventAsync(Sample.Contoso, Sample.Team, Sample.Id("e"), Stop));
        Assert.Equal(written.Position, await store.GetPositionAsync(Sample.Contoso, Stop));
    }

    [Fact]
    public async Task Among_lost_answers_and_a_service_that_comes_and_goes_every_write_is_done_once()
    {
        const int Writers = 12;
        const int Each = 8;
        await using var cosmos = new CosmosStore(server);
        await WithCalendarAsync(cosmos);
        ICalendarStore[] stores = [cosmos.Open().Store, cosmos.Open().Store];
        var random = new Random(7);
        server.Front.Faults = request =>
        {
            lock (random)
            {
                return !request.IsBatch ? FrontFault.None : random.Next(10) switch { < 3 => FrontFault.AnswerLost, 3 => FrontFault.Unavailable, _ => FrontFault.None };
            }
        };

        var results = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(
            async () =>
            {
                var versions = new List<long>();
                for (var i = 0; i < Each; i++)
                {
                    versions.Add(Assert.IsType<WriteResult<CalendarEvent>.Written>(await PutAsync(stores[writer % 2], $"e{writer}-{i}")).Position.Version);
                }

                return versions;
            },
            Stop)));

        server.Front.Faults = null;
        Assert.Equal(Enumerable.Range(2, Writers * Each).Select(version => (long)version), results.SelectMany(versions => versions).Order());
        var head = await stores[0].GetPositionAsync(Sample.Contoso, Stop);
        Assert.Equal(1 + (Writers * Each), head.Version);
        var changes = Assert.IsType<ChangesResult.Found>(await stores[1].GetChangesAsync(Sample.Contoso, head with { Version = 0 }, 1_000, Stop)).Changes;
        Assert.Equal(Writers * Each, changes.Of<CalendarEvent>().Count());
    }

    private static async Task<ICalendarStore> WithCalendarAsync(CosmosStore cosmos)
    {
        var store = cosmos.Open().Store;
        await store.PutCalendarAsync(Sample.Contoso, Sample.Team, Sample.Calendar(), Create, Sample.Adele, Stop);
        return store;
    }

    private static Task<WriteResult<CalendarEvent>> PutAsync(ICalendarStore store, string id) =>
        store.PutEventAsync(Sample.Contoso, Sample.Team, Sample.Id(id), Sample.Event(), Create, Sample.Adele, Stop);
}
