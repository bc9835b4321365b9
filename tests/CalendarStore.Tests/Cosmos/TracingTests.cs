using System.Collections.Concurrent;
using System.Diagnostics;
using CalendarStore.Tests.Following;

namespace CalendarStore.Tests.Cosmos;

[Collection(CosmosTests.Name)]
public sealed class TracingTests(CosmosServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_change_of_a_batch_carries_on_the_trace_of_its_own_write()
    {
        const int Writes = 10;
        using var test = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
        var spans = new ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "CalendarStore",
            Sample = (ref options) => options.Parent.TraceId == test.TraceId ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        await using var cosmos = new CosmosStore(server);
        var connection = cosmos.Open();

        await Task.WhenAll(Enumerable.Range(0, Writes).Select(i => connection.Store.PutCalendarAsync(
            Sample.Contoso, CalendarId.Parse($"c{i}"), Sample.Calendar(), new WriteCondition.Create(), new WriteContext("adele"), Stop)));

        var entries = await FollowedFeed.ReadAsync(connection.Feed, Writes);
        Assert.Equal(Writes, spans.Count);
        foreach (var span in spans)
        {
            var entry = Assert.Single(entries, entry => entry.TraceParent == span.Id);
            Assert.Equal((entry.CalendarId.Value, entry.Position.Version, Sample.Contoso.ToString()), (span.GetTagItem("calendar.id"), span.GetTagItem("calendar.version"), span.GetTagItem("calendar.tenant")));
        }
    }

    [Fact]
    public async Task What_a_write_asks_of_Cosmos_DB_is_in_its_own_trace()
    {
        await using var cosmos = new CosmosStore(server);
        var connection = cosmos.Open();
        await connection.ReadyAsync(Stop);
        using var test = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
        var spans = new ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "CalendarStore" or "System.Net.Http",
            Sample = (ref options) => options.Parent.TraceId == test.TraceId ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);

        await connection.Store.PutCalendarAsync(Sample.Contoso, Sample.Team, Sample.Calendar(), new WriteCondition.Create(), new WriteContext("adele"), Stop);

        var write = Assert.Single(spans, span => span.OperationName == "store.write");
        var requests = spans.Where(span => span.Kind == ActivityKind.Client).ToList();
        Assert.NotEmpty(requests);
        Assert.All(requests, request => Assert.Equal(write.SpanId, request.ParentSpanId));
    }
}
