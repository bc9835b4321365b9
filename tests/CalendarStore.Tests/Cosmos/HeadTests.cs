using CalendarStore.Cosmos.Documents;
using TeamCalendars.Writes;

namespace CalendarStore.Tests.Cosmos;

[Collection(CosmosTests.Name)]
public sealed class HeadTests(CosmosServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_is_written_as_its_document_and_the_head_and_nothing_else()
    {
        await using var cosmos = new CosmosStore(server);
        var store = cosmos.Open().Store;
        using var items = new RawItems(cosmos.ConnectionString, cosmos.Database);
        await store.PutCalendarAsync(Sample.Contoso, Sample.Team, Sample.Calendar(), new WriteCondition.Create(), Sample.Adele, Stop);
        await store.PutEventAsync(Sample.Contoso, Sample.Team, Sample.Id("e"), Sample.Event(), new WriteCondition.Create(), Sample.Adele, Stop);

        var stored = await items.ReadAsync($"c.tenant = '{Sample.Contoso}'");

        Assert.Equal(["calendar.team", "event.team.e", "head"], stored.Select(item => (string)item["id"]!).Order(StringComparer.Ordinal));
        var head = stored.Single(item => (string)item["id"]! == "head");
        Assert.Equal((2, Sample.Adele.TraceParent, 2), ((int)head["headVersion"]!, (string)head["traceParent"]!, head["batches"]!.AsArray().Count));
    }

    [Fact]
    public void A_head_remembers_a_bounded_number_of_batches()
    {
        var head = Enumerable.Range(1, 5 * HeadDocument.KeptBatches).Aggregate(new HeadDocument { Tenant = "t" }, (head, n) => head.WithBatch(Batch(n)));

        Assert.Equal(HeadDocument.KeptBatches, head.Batches.Length);
        Assert.True(DocumentJson.Write(head).Length < 1_500);
    }

    [Fact]
    public void A_batch_is_known_as_done_or_not_done_until_so_many_came_after_it_that_it_would_be_forgotten()
    {
        var (ours, others) = (Batch(11), new HeadDocument.Batch(11, "another"));
        var head = Head(11, Batch(10), ours);
        Assert.Equal((true, false, false), (head.HasCarriedOut(ours), head.HasCarriedOut(others), head.HasCarriedOut(Batch(12))));

        for (var later = 1; later < HeadDocument.KeptBatches; later++)
        {
            var after = Enumerable.Range(12, later).Select(n => Batch(n)).ToArray();
            Assert.Equal((true, false), (Head(11 + later, [Batch(10), ours, .. after]).HasCarriedOut(ours), Head(11 + later, [Batch(10), others, .. after]).HasCarriedOut(ours)));
        }

        HeadDocument.Batch[] many = [.. Enumerable.Range(12, HeadDocument.KeptBatches).Select(n => Batch(n))];
        Assert.Null(Head(31, [Batch(10), ours, .. many]).HasCarriedOut(ours));
        Assert.Null(Head(31, [Batch(10), others, .. many]).HasCarriedOut(ours));
    }

    [Fact]
    public void After_a_program_of_before_that_keeps_no_batches_only_what_is_certain_is_said()
    {
        var ours = Batch(11);

        Assert.False(Head(10).HasCarriedOut(ours));
        Assert.Null(Head(11).HasCarriedOut(ours));
        Assert.Null(Head(12, Batch(12)).HasCarriedOut(ours));
    }

    private static HeadDocument Head(long version, params HeadDocument.Batch[] batches) =>
        batches.Aggregate(new HeadDocument { Tenant = "t", HeadVersion = version }, (head, batch) => head.WithBatch(batch));

    private static HeadDocument.Batch Batch(long first) => new(first, $"batch-{first}");
}
