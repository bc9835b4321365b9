using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using CalendarApi.Changes;
using CalendarApi.Tests.Hosting;
using CalendarStore;
using Microsoft.Extensions.Time.Testing;
using TeamCalendars.Calendars;
using TeamCalendars.Events;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;
using LocalDate = NodaTime.LocalDate;

namespace CalendarApi.Tests.Changes;

/// <summary>Clients that were away for long: one small answer, or an honest 410. The past is written into the store's file before the API opens it.</summary>
public sealed class AbsenceTests(CalendarSystem system) : IDisposable
{
    private const int Edits = 50;
    private const int Events = 40;

    private static readonly CalendarId Team = CalendarId.Parse("team");
    private static readonly WriteContext Someone = new("someone");

    private readonly string file = Path.Combine(Path.GetTempPath(), $"calendar-away-{Guid.NewGuid():N}.db");
    private readonly Tenant tenant = system.NewTenant();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string ConnectionString => $"Data Source={file}";

    public void Dispose()
    {
        foreach (var part in (string[])["", "-shm", "-wal", "-signal"])
        {
            File.Delete(file + part);
        }
    }

    [Fact]
    public async Task After_a_week_and_thousands_of_edits_the_answer_is_each_event_once()
    {
        var (left, head) = await HappenAsync(TimeSpan.FromDays(7), async store =>
        {
            for (var edit = 1; edit <= Edits; edit++)
            {
                await WriteAsync(store, edit);
            }
        });
        using var api = system.Start(new Dictionary<string, string> { ["ConnectionStrings:calendar"] = ConnectionString });
        using var caller = tenant.At(api.Address).SignIn();

        var answer = (await caller.GetAsync($"/api/changes?since={left}")).Is(HttpStatusCode.OK);

        Assert.False((bool?)answer.Json["more"]);
        Assert.Equal(head.Version, (long)answer.Json["to"]!);
        Assert.Equal(Edits * Events, head.Version - (long)answer.Json["from"]!);
        var events = answer.Json["events"]!.AsArray();
        Assert.Equal(Events, events.Count);
        Assert.All(events, item => Assert.Equal($"Edit {Edits}", (string?)item!["title"]));
        Assert.Equal(events.OrderBy(Version).Select(Id), events.Select(Id));
        var full = await caller.GetAsync("/api/calendars/team/events?limit=1000");
        Assert.InRange(answer.Bytes.Length, 1, full.Bytes.Length + 1_000);
    }

    [Fact]
    public async Task Away_for_longer_than_deletions_are_remembered_is_gone_and_says_so()
    {
        var (left, head) = await HappenAsync(StoreLimits.TombstoneLifetime.ToTimeSpan() + TimeSpan.FromDays(1), async store =>
        {
            var gone = await store.FindEventAsync(new(tenant.Id), Team, EventId.Parse("event-0"), Stop);
            await store.DeleteEventAsync(new(tenant.Id), Team, gone!.Id, gone.Revision.ETag, Someone, Stop);
        });
        await using (var now = CalendarStoreConnection.Open(ConnectionString, TimeProvider.System))
        {
            while (await now.PurgeAsync(Stop))
            {
            }
        }

        using var api = system.Start(new Dictionary<string, string> { ["ConnectionStrings:calendar"] = ConnectionString });
        using var caller = tenant.At(api.Address).SignIn();

        var answer = await caller.GetAsync($"/api/changes?since={left}");
        answer.IsProblem(HttpStatusCode.Gone, "sync-token-expired");
        Assert.EndsWith($".{head.Version.ToString(CultureInfo.InvariantCulture)}", answer.Position, StringComparison.Ordinal);

        // Who was there after the deletion lacks nothing.
        (await caller.GetAsync($"/api/changes?since={SyncToken.Write(new(tenant.Id), head)}")).Is(HttpStatusCode.OK);
    }

    /// <summary>Fills a calendar so long ago, notes where a client would leave, and lets things happen.</summary>
    private async Task<(string Left, TeamCalendars.Tenants.Position Head)> HappenAsync(TimeSpan ago, Func<ICalendarStore, Task> happens)
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow() - ago);
        await using var connection = CalendarStoreConnection.Open(ConnectionString, time);
        var id = new TenantId(tenant.Id);
        await connection.Store.PutCalendarAsync(id, Team, new CalendarContent { Name = "Team", TimeZone = "Europe/Berlin" }, new WriteCondition.Create(), Someone, Stop);
        await WriteAsync(connection.Store, 0);
        var left = SyncToken.Write(id, await connection.Store.GetPositionAsync(id, Stop));
        await happens(connection.Store);
        return (left, await connection.Store.GetPositionAsync(id, Stop));
    }

    private async Task WriteAsync(ICalendarStore store, int edit)
    {
        var time = new EventTime.AllDay(new LocalDate(2026, 11, 23), new LocalDate(2026, 11, 24));
        var items = Enumerable.Range(0, Events).Select(i => (EventId.Parse($"event-{i}"), new EventContent { Title = $"Edit {edit}", Time = time })).ToList();
        Assert.All((await store.WriteEventsAsync(new(tenant.Id), Team, items, [], Someone, Stop))!, result => Assert.IsType<WriteResult<CalendarEvent>.Written>(result));
    }

    private static long Version(JsonNode? item) => (long)item!["version"]!;

    private static string Id(JsonNode? item) => (string)item!["id"]!;
}
