using System.Collections.Concurrent;
using System.Diagnostics;
using CalendarStore.Tests.Following;
using TeamCalendars.Calendars;
using TeamCalendars.Writes;

namespace CalendarStore.Tests.Cosmos;

[Collection(CosmosTests.Name)]
public sealed class TracingTests(CosmosServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_batch_leaves_the_trace_of_its_last_write_in_the_head()
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

        var head = Assert.Single(await FollowedFeed.ReadAsync(connection.Feed, 1));
        Assert.Equal(Enumerable.Range(1, Writes).Select(version => (long)version), spans.Select(span => (long)span.GetTagItem("calendar.version")!).Order());
        var last = Assert.Single(spans, span => span.Id == head.TraceParent);
        Assert.Equal((head.Position.Version, Sample.Contoso.ToString()), (last.GetTagItem("calendar.version"), last.GetTagItem("calendar.tenant")));
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
