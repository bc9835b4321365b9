namespace CalendarClient.Tests.Connection;

/// <summary>The calls that a program makes: it writes, reads the stream of changes, and disposes of the client.</summary>
public sealed class WritingAndReadingTests : RunningSync
{
    [Fact]
    public async Task An_own_write_is_shown_at_once_and_its_push_costs_no_request()
    {
        await StartAsync();
        var before = Service.Requests.Count;
        var created = await Sync.Api.CreateEventAsync("team", "standup", Make.Event("team", "standup", 0), Patience);
        Assert.Equal(["team/standup@2", "team@1"], Sync.Replica.Texts());
        Assert.Equal(1, Sync.Replica.Position!.Value.Version);

        await Sync.Api.DeleteEventAsync("team", "standup", created.Required().Etag, Patience);
        Assert.Equal(["team@1"], Sync.Replica.Texts());

        await Service.AnnounceAsync();
        await ReachAsync(Service.Store.Head);
        Assert.Equal(["PUT /api/calendars/team/events/standup", "DELETE /api/calendars/team/events/standup"], Service.Requests.Skip(before));
    }

    [Fact]
    public async Task An_own_write_whose_answer_was_lost_is_read_when_its_push_comes()
    {
        await StartAsync();
        Service.Add("team/standup");
        await Service.AnnounceAsync();

        await ReachAsync(Service.Store.Head);
        Assert.Equal(["team/standup@2", "team@1"], Sync.Replica.Texts());
    }

    [Fact]
    public async Task Any_answer_reveals_a_missed_push()
    {
        await StartAsync();
        var written = await Service.WriteAsync("team/standup", announced: false);
        await Sync.Api.ListCalendarsAsync(Patience);

        Time.Advance(SyncTimes.Default.PushGrace);
        await ReachAsync(written);
    }

    [Fact]
    public async Task A_refused_token_is_renewed_once()
    {
        await StartAsync();
        var refusals = 1;
        Service.Interfere = context => refusals-- > 0 && Refuse(context, "/api/calendars", 401);
        TokenRequests.Clear();

        Assert.Single(await Sync.Api.ListCalendarsAsync(Patience));
        Assert.Equal([false, true], TokenRequests);
    }

    [Fact]
    public async Task A_reader_that_lags_gets_one_reset_for_what_it_missed()
    {
        await StartAsync();
        await using var changes = Sync.Changes(Patience).GetAsyncEnumerator(Patience);
        Assert.True((await NextAsync(changes)).IsReset);
        for (var i = 0; i < 9; i++)
        {
            await ReachAsync(await Service.WriteAsync($"team/e{i}"));
        }

        var seen = new List<ReplicaChange>();
        do
        {
            seen.Add(await NextAsync(changes));
        }
        while (!seen[^1].Replica.Position!.Value.Reaches(Service.Store.Head));

        Assert.Contains(seen, change => change.IsReset);
        Assert.InRange(seen.Count, 1, 4);
        Assert.Equal(Sync.Replica.Texts(), seen[^1].Replica.Texts());
    }

    [Fact]
    public async Task Disposing_ends_those_who_read_and_those_who_wait()
    {
        await StartAsync();
        var reading = Task.Run(async () =>
        {
            await foreach (var change in Sync.Changes(Patience))
            {
                Assert.True(change.IsReset);
            }
        }, Patience);
        var waiting = Sync.WaitForPositionAsync(new("never", 1), Patience);
        using var gaveUp = new CancellationTokenSource();
        var cancelled = Sync.WaitForPositionAsync(new("never", 1), gaveUp.Token);
        await gaveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);

        await Sync.DisposeAsync();

        await reading;
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Sync.WaitForPositionAsync(new("never", 1), Patience));
    }
}
