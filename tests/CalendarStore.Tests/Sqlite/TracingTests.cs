using System.Diagnostics;
using CalendarStore.Tests.Following;
using TeamCalendars.Writes;

namespace CalendarStore.Tests.Sqlite;

public sealed class TracingTests : IDisposable
{
    private readonly StoreFile file = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task The_head_carries_on_the_trace_that_the_write_belongs_to()
    {
        using var request = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "CalendarStore",
            Sample = (ref options) => options.Parent.TraceId == request.TraceId ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        await using var connection = CalendarStoreConnection.Open(file.ConnectionString, TimeProvider.System);

        await connection.Store.PutCalendarAsync(Sample.Contoso, Sample.Team, Sample.Calendar(), new WriteCondition.Create(), new WriteContext("adele"), Stop);

        var span = Assert.Single(spans);
        Assert.Equal(("store.write", request.SpanId), (span.OperationName, span.ParentSpanId));
        Assert.Equal((Sample.Contoso.ToString(), "calendar.team", 1L), (span.GetTagItem("calendar.tenant"), span.GetTagItem("calendar.entity"), span.GetTagItem("calendar.version")));
        Assert.Equal(span.Id, Assert.Single(await FollowedFeed.ReadAsync(connection.Feed, 1)).TraceParent);
    }
}
