namespace CalendarClient.Tests.Connection;

/// <summary>Every change reaches the replica, also if the connection fails meanwhile.</summary>
public sealed class FollowingTests : RunningSync
{
    [Fact]
    public async Task Everything_is_read_at_first()
    {
        Service.Add("team/standup");
        await StartAsync();

        Assert.Equal(["team/standup@2", "team@1"], Sync.Replica.Texts());
    }

    [Fact]
    public async Task A_push_brings_exactly_what_changed()
    {
        await StartAsync();
        await using var changes = Sync.Changes(Patience).GetAsyncEnumerator(Patience);
        Assert.True(await NextAsync(changes) is { IsReset: true });

        await Service.WriteAsync("team/standup");
        var created = await NextAsync(changes);
        Assert.Equal(("team", "standup", null, 2L), created.Events.Select(change => (change.ParentId, change.Id, change.Before?.Version, change.After!.Version)).Single());

        await Service.WriteAsync("team/standup", deleted: true);
        var deleted = await NextAsync(changes);
        Assert.Equal((2L, null), deleted.Events.Select(change => (change.Before!.Version, change.After?.Version)).Single());
        Assert.Empty(deleted.Calendars);
    }

    [Fact]
    public async Task The_directory_is_read_at_first_and_then_followed()
    {
        Service.Add("person:adele");
        await StartAsync();
        Assert.Equal("adele at 2", Sync.Replica.FindPerson("adele")?.DisplayName);
        await using var changes = Sync.Changes(Patience).GetAsyncEnumerator(Patience);
        Assert.True((await NextAsync(changes)).IsReset);

        await Service.WriteAsync("person:zoe");
        var created = await NextAsync(changes);
        await Service.WriteAsync("person:adele", deleted: true);
        var deleted = await NextAsync(changes);

        Assert.Equal(("zoe", null, 3L), created.People.Select(change => (change.Id, change.Before?.Version, change.After!.Version)).Single());
        Assert.Equal(("adele", 2L, null), deleted.People.Select(change => (change.Id, change.Before!.Version, change.After?.Version)).Single());
        Assert.Equal(["zoe"], Sync.Replica.People.Select(person => person.Id));
    }

    [Fact]
    public async Task A_lost_push_is_made_up_for_within_30_seconds()
    {
        await StartAsync();
        var written = await Service.WriteAsync("team/standup", announced: false);

        Time.Advance(TimeSpan.FromSeconds(25));
        await ReachAsync(written);
    }

    [Fact]
    public async Task A_push_that_was_heard_before_asks_for_nothing()
    {
        await StartAsync();
        await ReachAsync(await Service.WriteAsync("team/standup"));
        var before = Service.Requests.Count;

        await Service.AnnounceAsync();
        await Service.PushAsync("no push at all");
        // Pushes arrive in order: after this one has been handled, the two before it have been handled too.
        await ReachAsync(await Service.WriteAsync("team/lunch"));

        Assert.Equal(["GET /api/changes"], Service.Requests.Skip(before));
    }

    [Fact]
    public async Task A_lost_connection_is_made_again_and_what_was_missed_is_read()
    {
        await StartAsync();
        Time.Advance(SyncTimes.Default.GoodConnection);
        Service.CutConnections();
        await WaitForAsync(ConnectionState.Reconnecting);
        var written = await Service.WriteAsync("team/standup", announced: false);

        Time.Advance(TimeSpan.FromSeconds(2));
        await WaitForAsync(ConnectionState.Live);
        await ReachAsync(written);

        await ReachAsync(await Service.WriteAsync("team/lunch"));
    }

    [Fact]
    public async Task Where_no_connection_can_be_had_the_service_is_polled()
    {
        Service.Interfere = context => Refuse(context, "/api/negotiate", 503);
        Sync.Start();
        await ReachAsync(Service.Store.Head);
        await AdvanceUntilAsync(() => Sync.Connection == ConnectionState.Polling);

        var written = await Service.WriteAsync("team/standup");
        await AdvanceUntilAsync(() => Sync.Replica.Position!.Value.Reaches(written));
    }

    [Fact]
    public async Task Another_life_of_the_store_is_read_afresh()
    {
        Service.Add("team/standup");
        await StartAsync();
        Service.Store.BeginEpoch(new Random(1));
        Service.Add("new");
        await Service.AnnounceAsync();

        await AdvanceUntilAsync(() => Sync.Replica.Position!.Value.Reaches(Service.Store.Head));
        Assert.Equal(Service.Store.Alive().Select(entry => entry.ToString()).Order(StringComparer.Ordinal), Sync.Replica.Texts());
    }

    [Fact]
    public async Task A_negotiation_that_is_refused_for_a_time_is_not_repeated_before()
    {
        Service.Interfere = context => Refuse(context, "/api/negotiate", 429, retryAfter: 60);
        Sync.Start();
        await ReachAsync(Service.Store.Head);
        await Sync.WaitForQuietAsync(Patience).WaitAsync(TimeSpan.FromSeconds(60), Patience);
        Service.Interfere = _ => false;

        Time.Advance(TimeSpan.FromSeconds(59));
        Sync.Wake();
        await Sync.WaitForQuietAsync(Patience).WaitAsync(TimeSpan.FromSeconds(60), Patience);
        Assert.Single(Service.Requests, "POST /api/negotiate");

        await AdvanceUntilAsync(() => Sync.Connection == ConnectionState.Live);
        Assert.Equal(2, Service.Requests.Count(request => request == "POST /api/negotiate"));
    }

    [Fact]
    public async Task A_service_that_asks_for_time_is_given_it()
    {
        await StartAsync();
        Service.Interfere = context => Refuse(context, "/api/changes", 503, retryAfter: 60);
        await Service.WriteAsync("team/standup");
        await WaitForAsync(ConnectionState.Reconnecting);
        Service.Interfere = _ => false;
        var before = Service.Requests.Count;

        Time.Advance(TimeSpan.FromSeconds(59));
        Sync.Wake();
        Assert.Equal(before, Service.Requests.Count);

        Time.Advance(TimeSpan.FromSeconds(2));
        await ReachAsync(Service.Store.Head);
    }

    [Fact]
    public async Task A_connection_whose_token_expired_is_made_again_at_once_with_a_new_one()
    {
        TokenLife = TimeSpan.FromMinutes(10);
        await StartAsync();
        Time.Advance(TimeSpan.FromMinutes(10));
        await WaitForAsync(ConnectionState.Live);
        TokenRequests.Clear();
        Service.CutConnections();

        // The test does not move the clock, so this succeeds only if the client does not wait.
        await AwaitAsync(() => Service.Requests.Count(request => request == "POST /api/negotiate") == 2);
        await WaitForAsync(ConnectionState.Live);
        Assert.Contains(true, TokenRequests);
    }

    [Fact]
    public async Task When_the_connections_token_ends_is_read_from_the_token_and_no_clock_of_this_machine()
    {
        Service.ConnectionTokenLife = TimeSpan.FromMinutes(10);
        await StartAsync();
        Time.Advance(TimeSpan.FromMinutes(10));
        await WaitForAsync(ConnectionState.Live);
        Service.CutConnections();

        // The test does not move the clock, so this succeeds only if the client does not wait.
        await AwaitAsync(() => Service.Requests.Count(request => request == "POST /api/negotiate") == 2);
        await WaitForAsync(ConnectionState.Live);
    }

    [Fact]
    public async Task A_connection_lost_while_its_token_is_good_is_an_ordinary_loss_whatever_the_access_tokens_end()
    {
        Service.ConnectionTokenLife = TimeSpan.FromHours(1);
        TokenLife = TimeSpan.FromMinutes(10);
        await StartAsync();
        Time.Advance(TimeSpan.FromMinutes(10));
        await WaitForAsync(ConnectionState.Live);
        Service.CutConnections();
        await WaitForAsync(ConnectionState.Reconnecting);
        await Sync.WaitForQuietAsync(Patience).WaitAsync(TimeSpan.FromSeconds(60), Patience);

        Assert.Single(Service.Requests, "POST /api/negotiate");
    }
}
