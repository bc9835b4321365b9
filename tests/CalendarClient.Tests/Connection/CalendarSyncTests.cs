using Microsoft.Extensions.Time.Testing;

namespace CalendarClient.Tests.Connection;

/// <summary>The whole client, over real HTTP and SignalR, on a clock that only the test moves.</summary>
public sealed class CalendarSyncTests : IAsyncLifetime
{
    private readonly FakeTimeProvider time = new(Make.Noon);
    private readonly List<bool> tokenRequests = [];
    private RunningService service = null!;
    private CalendarSync sync = null!;
    private TimeSpan? tokenLife;

    private static CancellationToken Patience => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        service = await RunningService.StartAsync();
        sync = NewSync();
    }

    public async ValueTask DisposeAsync()
    {
        await sync.DisposeAsync();
        await service.DisposeAsync();
    }

    [Fact]
    public async Task Everything_is_read_at_first()
    {
        service.Add("team/standup");
        await StartAsync();

        Assert.Equal(["team/standup@2", "team@1"], sync.Replica.Items());
    }

    [Fact]
    public async Task A_push_brings_exactly_what_changed()
    {
        await StartAsync();
        await using var changes = sync.Changes(Patience).GetAsyncEnumerator(Patience);
        Assert.True(await NextAsync(changes) is { IsReset: true });

        await service.WriteAsync("team/standup");
        var created = await NextAsync(changes);
        Assert.Equal(("team", "standup", null, 2L), created.Events.Select(change => (change.CalendarId, change.Id, change.Before?.Version, change.After!.Version)).Single());

        await service.WriteAsync("team/standup", deleted: true);
        var deleted = await NextAsync(changes);
        Assert.Equal((2L, null), deleted.Events.Select(change => (change.Before!.Version, change.After?.Version)).Single());
        Assert.Empty(deleted.Calendars);
    }

    [Fact]
    public async Task A_lost_push_is_made_up_for_within_30_seconds()
    {
        await StartAsync();
        var written = await service.WriteAsync("team/standup", announced: false);

        time.Advance(TimeSpan.FromSeconds(25));
        await ReachAsync(written);
    }

    [Fact]
    public async Task A_push_that_was_heard_before_asks_for_nothing()
    {
        await StartAsync();
        await ReachAsync(await service.WriteAsync("team/standup"));
        var before = service.Requests.Count;

        await service.AnnounceAsync(since: 0);
        await service.PushAsync("no push at all");
        // Pushes come in order: when the next one is through, those before it are.
        await ReachAsync(await service.WriteAsync("team/lunch"));

        Assert.Equal(["GET /api/changes"], service.Requests.Skip(before));
    }

    [Fact]
    public async Task A_lost_connection_is_made_again_and_what_was_missed_is_read()
    {
        await StartAsync();
        time.Advance(SyncTimes.Default.GoodConnection);
        service.CutConnections();
        await WaitForAsync(ConnectionState.Reconnecting);
        var written = await service.WriteAsync("team/standup", announced: false);

        time.Advance(TimeSpan.FromSeconds(2));
        await WaitForAsync(ConnectionState.Live);
        await ReachAsync(written);

        await ReachAsync(await service.WriteAsync("team/lunch"));
    }

    [Fact]
    public async Task Where_no_connection_can_be_had_the_service_is_polled()
    {
        service.Interfere = context => Refuse(context, "/api/negotiate", 503);
        sync.Start();
        await ReachAsync(service.Store.Head);
        await AdvanceUntilAsync(() => sync.Connection == ConnectionState.Polling);

        var written = await service.WriteAsync("team/standup");
        await AdvanceUntilAsync(() => sync.Replica.Position!.Value.Reaches(written));
    }

    [Fact]
    public async Task Another_life_of_the_store_is_read_afresh()
    {
        service.Add("team/standup");
        await StartAsync();
        service.Store.BeginEpoch(new Random(1));
        service.Add("new");
        await service.AnnounceAsync(since: 0);

        await AdvanceUntilAsync(() => sync.Replica.Position!.Value.Reaches(service.Store.Head));
        Assert.Equal(service.Store.Alive().Select(entry => entry.ToString()).Order(StringComparer.Ordinal), sync.Replica.Items());
    }

    [Fact]
    public async Task A_service_that_asks_for_time_is_given_it()
    {
        await StartAsync();
        service.Interfere = context => Refuse(context, "/api/changes", 503, retryAfter: 60);
        await service.WriteAsync("team/standup");
        await WaitForAsync(ConnectionState.Reconnecting);
        service.Interfere = _ => false;
        var before = service.Requests.Count;

        time.Advance(TimeSpan.FromSeconds(59));
        sync.Wake();
        Assert.Equal(before, service.Requests.Count);

        time.Advance(TimeSpan.FromSeconds(2));
        await ReachAsync(service.Store.Head);
    }

    [Fact]
    public async Task An_own_write_is_shown_at_once_and_its_push_costs_no_request()
    {
        await StartAsync();
        var before = service.Requests.Count;
        var created = await sync.Api.CreateEventAsync("team", "standup", Make.Event("team", "standup", 0), Patience);
        Assert.Equal(["team/standup@2", "team@1"], sync.Replica.Items());
        Assert.Equal(1, sync.Replica.Position!.Value.Version);

        await sync.Api.DeleteEventAsync("team", "standup", created.Required().Etag, Patience);
        Assert.Equal(["team@1"], sync.Replica.Items());

        await service.AnnounceAsync(since: 1, origin: "me");
        await ReachAsync(service.Store.Head);
        Assert.Equal(["PUT /api/calendars/team/events/standup", "DELETE /api/calendars/team/events/standup"], service.Requests.Skip(before));
    }

    [Fact]
    public async Task An_own_write_whose_answer_was_lost_is_read_when_its_push_comes()
    {
        await StartAsync();
        service.Add("team/standup");
        await service.AnnounceAsync(since: 1, origin: "me");

        await ReachAsync(service.Store.Head);
        Assert.Equal(["team/standup@2", "team@1"], sync.Replica.Items());
    }

    [Fact]
    public async Task Any_answer_reveals_a_missed_push()
    {
        await StartAsync();
        var written = await service.WriteAsync("team/standup", announced: false);
        await sync.Api.ListCalendarsAsync(Patience);

        time.Advance(SyncTimes.Default.PushGrace);
        await ReachAsync(written);
    }

    [Fact]
    public async Task A_refused_token_is_renewed_once()
    {
        await StartAsync();
        var refusals = 1;
        service.Interfere = context => refusals-- > 0 && Refuse(context, "/api/calendars", 401);
        tokenRequests.Clear();

        Assert.Single(await sync.Api.ListCalendarsAsync(Patience));
        Assert.Equal([false, true], tokenRequests);
    }

    [Fact]
    public async Task A_connection_whose_token_expired_is_made_again_at_once_with_a_new_one()
    {
        tokenLife = TimeSpan.FromMinutes(10);
        await StartAsync();
        time.Advance(TimeSpan.FromMinutes(10));
        await WaitForAsync(ConnectionState.Live);
        tokenRequests.Clear();
        service.CutConnections();

        // No clock moves: it does not wait.
        await AwaitAsync(() => service.Requests.Count(request => request == "POST /api/negotiate") == 2);
        await WaitForAsync(ConnectionState.Live);
        Assert.Contains(true, tokenRequests);
    }

    [Fact]
    public async Task A_reader_that_lags_gets_one_reset_for_what_it_missed()
    {
        await StartAsync();
        await using var changes = sync.Changes(Patience).GetAsyncEnumerator(Patience);
        Assert.True((await NextAsync(changes)).IsReset);
        for (var i = 0; i < 9; i++)
            await ReachAsync(await service.WriteAsync($"team/e{i}"));

        var seen = new List<ReplicaChange>();
        do
            seen.Add(await NextAsync(changes));
        while (!seen[^1].Replica.Position!.Value.Reaches(service.Store.Head));

        Assert.Contains(seen, change => change.IsReset);
        Assert.InRange(seen.Count, 1, 4);
        Assert.Equal(sync.Replica.Items(), seen[^1].Replica.Items());
    }

    [Fact]
    public async Task Disposing_ends_those_who_read_and_those_who_wait()
    {
        await StartAsync();
        var reading = Task.Run(async () =>
        {
            await foreach (var change in sync.Changes(Patience))
                Assert.True(change.IsReset);
        }, Patience);
        var waiting = sync.WaitForPositionAsync(new("never", 1), Patience);
        using var gaveUp = new CancellationTokenSource();
        var cancelled = sync.WaitForPositionAsync(new("never", 1), gaveUp.Token);
        await gaveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);

        await sync.DisposeAsync();

        await reading;
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => sync.WaitForPositionAsync(new("never", 1), Patience));
    }

    private CalendarSync NewSync() => new(new()
    {
        Api = service.Address,
        Origin = "me",
        Time = time,
        Chance = () => 0.999,
        MaxPendingChanges = 3,
        Tokens = (renew, _) =>
        {
            lock (tokenRequests)
                tokenRequests.Add(renew);
            return ValueTask.FromResult(new AccessToken("token", tokenLife is { } life ? time.GetUtcNow() + life : null));
        },
    });

    /// <summary>Live and quiet: nothing is under way any more.</summary>
    private async Task StartAsync()
    {
        sync.Start();
        await WaitForAsync(ConnectionState.Live);
        await ReachAsync(service.Store.Head);
        await sync.WaitForQuietAsync(Patience).WaitAsync(TimeSpan.FromSeconds(60), Patience);
    }

    private Task ReachAsync(Position position) => sync.WaitForPositionAsync(position, Patience).WaitAsync(TimeSpan.FromSeconds(60), Patience);

    private Task WaitForAsync(ConnectionState connection) => sync.WaitForConnectionAsync(connection, Patience).WaitAsync(TimeSpan.FromSeconds(60), Patience);

    private static async Task<ReplicaChange> NextAsync(IAsyncEnumerator<ReplicaChange> changes)
    {
        Assert.True(await changes.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60), Patience));
        return changes.Current;
    }

    /// <summary>For waits whose number is not known: lets a second go by, and the requests that it led to.</summary>
    private async Task AdvanceUntilAsync(Func<bool> condition)
    {
        for (var seconds = 0; !condition(); seconds++)
        {
            Assert.True(seconds < 120, "It did not come about within two minutes.");
            time.Advance(TimeSpan.FromSeconds(1));
            await sync.WaitForQuietAsync(Patience).WaitAsync(TimeSpan.FromSeconds(60), Patience);
        }
    }

    private async Task AwaitAsync(Func<bool> condition) =>
        await sync.WaitForAsync(_ => condition(), Patience).WaitAsync(TimeSpan.FromSeconds(60), Patience);

    private static bool Refuse(Microsoft.AspNetCore.Http.HttpContext context, string path, int status, int? retryAfter = null)
    {
        if (!context.Request.Path.StartsWithSegments(path, StringComparison.Ordinal))
            return false;

        context.Response.StatusCode = status;
        if (retryAfter is { } seconds)
            context.Response.Headers.RetryAfter = seconds.ToString(provider: null);
        return true;
    }
}
