using System.Net;
using Microsoft.Extensions.Time.Testing;
using SignalREmulator.Groups;

namespace SignalREmulator.Tests;

/// <summary>Memberships of users. They are stored before the user connects, and last exactly as long as requested.</summary>
public sealed class UserGroupTests(SharedEmulator shared) : IClassFixture<SharedEmulator>
{
    /// <summary>The test looks for a race. A run with CALENDAR_LONG (<c>./test --long</c>) tries more often.</summary>
    private static readonly int Rounds = Environment.GetEnvironmentVariable("CALENDAR_LONG") is { Length: > 0 } ? 1_000 : 200;

    private string Hub { get; } = SharedEmulator.NewHub();

    [Fact]
    public async Task Time_and_again_a_message_sent_right_after_start_finds_its_client()
    {
        var emulator = shared.Emulator;
        // The first membership is stored too, although no client has created the hub yet.
        for (var round = 0; round < Rounds; round++)
        {
            var user = $"user {round}";
            await emulator.AddUserAsync(Hub, user, $"tenant {round}");
            await using var client = emulator.Client(Hub, user, messagePack: round % 2 == 1);
            var inbox = client.Texts();
            await client.StartAsync(TestContext.Current.CancellationToken);
            await emulator.SendAsync(Hub, $"groups/tenant%20{round}/", "say", user);
            Assert.Equal(user, await inbox.NextAsync());
        }
    }

    [Fact]
    public async Task A_message_sent_while_clients_connect_is_got_by_all_that_are_told_they_are_connected()
    {
        var emulator = shared.Emulator;
        await emulator.AddUserAsync(Hub, "anna", "team");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        // It sends all the time, so that some messages come between the registration of a connection and the answer to its handshake. None may overtake that answer.
        var noise = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await emulator.SendAsync(Hub, "groups/team/", "say", "noise");
            }
        }, TestContext.Current.CancellationToken);

        for (var round = 0; round < 100; round++)
        {
            await using var client = await RawClient.OpenAsync(emulator, Hub, "anna");
            Assert.Equal("""{"type":1,"target":"say","arguments":["noise"]}""", await client.FrameAsync());
        }

        await stop.CancelAsync();
        await noise.Soon();
    }

    [Fact]
    public async Task A_membership_lasts_its_time_to_live_and_adding_it_again_starts_that_anew()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var emulator = await RunningEmulator.StartAsync(time);
        await emulator.AddUserAsync(Hub, "anna", "team", ttl: 60);
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.True(await IsMemberAsync(emulator, "anna", "team"));
        await emulator.AddUserAsync(Hub, "anna", "team", ttl: 60);
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.True(await IsMemberAsync(emulator, "anna", "team"));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(await IsMemberAsync(emulator, "anna", "team"));
        Assert.False(await ReceivesAsync(emulator, "anna", "team"));
    }

    [Fact]
    public async Task Time_running_out_does_not_take_an_open_connection_out_of_the_group()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var emulator = await RunningEmulator.StartAsync(time);
        await emulator.AddUserAsync(Hub, "anna", "team", ttl: 5);
        await using var client = await RawClient.OpenAsync(emulator, Hub, "anna");
        time.Advance(TimeSpan.FromSeconds(10));

        await emulator.SendAsync(Hub, "groups/team/", "say", "still here");

        Assert.Contains("still here", await client.FrameAsync(), StringComparison.Ordinal);
        Assert.False(await ReceivesAsync(emulator, "anna", "team"));
    }

    [Fact]
    public async Task A_time_to_live_of_zero_is_for_the_connections_that_are_open_now()
    {
        var emulator = shared.Emulator;
        await using var open = emulator.Client(Hub, "anna");
        var inbox = open.Texts();
        await open.StartAsync(TestContext.Current.CancellationToken);

        await emulator.AddUserAsync(Hub, "anna", "team", ttl: 0);

        await emulator.SendAsync(Hub, "groups/team/", "say", "now");
        Assert.Equal("now", await inbox.NextAsync());
        Assert.False(await ReceivesAsync(emulator, "anna", "team"));
    }

    [Fact]
    public void Without_a_time_to_live_a_membership_lasts_a_year_and_is_then_forgotten()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var groups = new UserGroups(time);
        groups.Add("anna", "team", timeToLive: null);
        time.Advance(TimeSpan.FromDays(365) - TimeSpan.FromSeconds(1));
        groups.ForgetExpired();
        Assert.Equal(["team"], groups.Of("anna"));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(groups.Of("anna"));
        groups.ForgetExpired();
        Assert.False(groups.Contains("anna", "team"));
    }

    [Fact]
    public async Task Only_the_hundred_most_recently_added_memberships_without_a_time_to_live_are_kept()
    {
        var emulator = shared.Emulator;
        await emulator.AddUserAsync(Hub, "anna", "timed", ttl: 3600);
        for (var number = 0; number < 100; number++)
        {
            await emulator.AddUserAsync(Hub, "anna", $"{number}");
        }

        await emulator.AddUserAsync(Hub, "anna", "0");
        await emulator.AddUserAsync(Hub, "anna", "one more");

        Assert.True(await IsMemberAsync(emulator, "anna", "timed"));
        Assert.True(await IsMemberAsync(emulator, "anna", "0"));
        Assert.False(await IsMemberAsync(emulator, "anna", "1"));
        Assert.True(await IsMemberAsync(emulator, "anna", "2"));
        Assert.True(await IsMemberAsync(emulator, "anna", "one more"));
    }

    [Theory]
    [InlineData("/users/anna/groups/team")]
    [InlineData("/users/anna/groups")]
    public async Task Removing_a_user_takes_open_connections_out_but_leaves_them_open(string path)
    {
        var emulator = shared.Emulator;
        await emulator.AddUserAsync(Hub, "anna", "team");
        await using var client = emulator.Client(Hub, "anna");
        var inbox = client.Texts();
        await client.StartAsync(TestContext.Current.CancellationToken);

        await emulator.CallAsync(HttpMethod.Delete, $"/api/hubs/{Hub}{path}?api-version={RunningEmulator.Version}");

        await emulator.SendAsync(Hub, "groups/team/", "say", "lost");
        await emulator.SendAsync(Hub, "users/anna/", "say", "found");
        Assert.Equal("found", await inbox.NextAsync());
        Assert.False(await ReceivesAsync(emulator, "anna", "team"));
    }

    [Fact]
    public async Task A_group_joined_by_connection_ends_with_the_connection()
    {
        var emulator = shared.Emulator;
        await using (var client = emulator.Client(Hub, "anna"))
        {
            var inbox = client.Texts();
            await client.StartAsync(TestContext.Current.CancellationToken);
            await emulator.CallAsync(HttpMethod.Put, $"/api/v1/hubs/{Hub}/groups/team/connections/{client.ConnectionId}");
            await emulator.SendAsync(Hub, "groups/team/", "say", "joined");
            Assert.Equal("joined", await inbox.NextAsync());
        }

        Assert.False(await ReceivesAsync(emulator, "anna", "team"));
    }

    private async Task<bool> IsMemberAsync(RunningEmulator emulator, string user, string group)
    {
        using var answer = await emulator.CallAsync(HttpMethod.Get, $"/api/v1/hubs/{Hub}/groups/{Uri.EscapeDataString(group)}/users/{user}");
        return answer.StatusCode == HttpStatusCode.OK;
    }

    /// <summary>Whether a new connection of the user receives a message to the group.</summary>
    private async Task<bool> ReceivesAsync(RunningEmulator emulator, string user, string group)
    {
        await using var client = emulator.Client(Hub, user);
        var inbox = client.Texts();
        await client.StartAsync(TestContext.Current.CancellationToken);
        await emulator.SendAsync(Hub, $"groups/{group}/", "say", "to the group");
        await emulator.SendAsync(Hub, $"connections/{client.ConnectionId}/", "say", "to the connection");
        return await inbox.NextAsync() == "to the group";
    }
}
