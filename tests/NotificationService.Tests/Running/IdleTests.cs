extern alias front;

using System.Diagnostics;
using CalendarStore;
using front::CosmosFront;
using TeamCalendars.Calendars;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace NotificationService.Tests.Running;

/// <summary>While nothing changes, a worker renews leases, polls, is probed and re-announces positions. None of that is exported as a trace.</summary>
[Collection(AloneTests.Name)]
public sealed class IdleTests : IAsyncLifetime
{
    private const string First = "00-3af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private const string Second = "00-4af7651916cd43dd8448eb211c80319c-b7ad6b7169203332-01";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly TenantId tenant = new(Guid.NewGuid());
    private FakeService service = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => service = await FakeService.StartAsync();

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task On_SQLite_only_changes_are_exported()
    {
        await using var store = new TemporaryStore();
        var clock = new FakeClock();
        await using var worker = RunningWorker.Start(store, service, clock);
        var spans = new ExportedSpans(worker);

        await OnlyChangesAreExportedAsync(worker, spans, store.Store, BeIdleAsync);

        Task BeIdleAsync(int announcements)
        {
            var beat = Beat();
            return clock.AdvanceUntil(() => Beat() >= beat + 5 && service.Accepted.Count == announcements, TimeSpan.FromSeconds(1));
        }

        long Beat() => (long)store.Ask("SELECT coalesce(max(beat), 0) FROM feed_instances")!;
    }

    [Fact]
    public async Task On_Cosmos_DB_only_changes_are_exported()
    {
        await using var cosmos = await CosmosFrontServer.StartAsync(Stop);
        var connectionString = $"{cosmos.ConnectionString};Database=idle";
        await using var connection = CalendarStoreConnection.Open(connectionString, TimeProvider.System);
        await connection.ReadyAsync(Stop);
        await using var sqlite = new TemporaryStore();
        await using var worker = RunningWorker.Start(
            sqlite, service, settings: [("ConnectionStrings:calendar", connectionString), ("Notifications:ReannounceAfter", "00:00:00.100")]);
        var spans = new ExportedSpans(worker);

        await OnlyChangesAreExportedAsync(worker, spans, connection.Store, BeIdleAsync);

        async Task BeIdleAsync(int announcements)
        {
            var (polls, leases) = (0, 0);
            var idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            cosmos.Faults = request =>
            {
                if (request.IsChangeFeed)
                {
                    Interlocked.Increment(ref polls);
                }
                else if (request.Path.Contains("-leases/", StringComparison.Ordinal) && !request.IsQuery)
                {
                    Interlocked.Increment(ref leases);
                }

                if (polls >= 3 && leases >= 3)
                {
                    idle.TrySetResult();
                }

                return FrontFault.None;
            };
            await service.Until(() => service.Accepted.Count == announcements);
            await idle.Task.WaitAsync(Patience, Stop);
        }
    }

    /// <param name="beIdle">Returns when the worker has renewed its leases several times and has made this many announcements in total.</param>
    private async Task OnlyChangesAreExportedAsync(RunningWorker worker, ExportedSpans spans, ICalendarStore store, Func<int, Task> beIdle)
    {
        await beIdle(0);
        Assert.StartsWith("200 ", await worker.HealthAsync(), StringComparison.Ordinal);
        Assert.Empty(spans.Now);

        await ChangeAsync(store, First);
        await beIdle(2);
        await ChangeAsync(store, Second);
        await beIdle(4);

        Assert.Equal(
            [(TraceOf(First), "push reload"), (TraceOf(First), "signalr send_to_group"), (TraceOf(Second), "push reload"), (TraceOf(Second), "signalr send_to_group")],
            spans.Now.Where(span => span.Source.Name is "NotificationService" or "SignalRService" or "CalendarStore")
                .Select(span => (span.TraceId.ToString(), span.DisplayName)).Order());
        Assert.All(spans.Now, span => Assert.Contains(span.TraceId.ToString(), (string[])[TraceOf(First), TraceOf(Second)]));
    }

    private async Task ChangeAsync(ICalendarStore store, string trace) => Assert.IsType<WriteResult<TeamCalendar>.Written>(await store.PutCalendarAsync(
        tenant, CalendarId.Parse("team"), new CalendarContent { Name = trace, TimeZone = "Europe/Berlin" }, new WriteCondition.Overwrite(), new WriteContext("oid", trace), Stop));

    private static string TraceOf(string traceParent) => ActivityContext.Parse(traceParent, null).TraceId.ToString();
}
