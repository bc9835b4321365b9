using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.Time.Testing;

namespace SignalREmulator.Tests;

/// <summary>How connections end that the client does not end itself.</summary>
public sealed class ClosingTests
{
    private const string Hub = "calendar";
    private const string Query = $"api-version={RunningEmulator.Version}";

    [Theory]
    [InlineData("DELETE", "/api/hubs/calendar/connections/{c}", true)]
    [InlineData("DELETE", "/api/v1/hubs/calendar/connections/{c}", true)]
    [InlineData("POST", "/api/hubs/calendar/:closeConnections", false)]
    [InlineData("POST", "/api/hubs/calendar/users/anna/:closeConnections", false)]
    [InlineData("POST", "/api/hubs/calendar/groups/team/:closeConnections", false)]
    public async Task A_closed_client_is_told_why_and_may_come_back(string method, string path, bool one)
    {
        await using var emulator = await RunningEmulator.StartAsync();
        await emulator.AddUserAsync(Hub, "anna", "team");
        await using var spared = emulator.Client(Hub, "anna");
        var toSpared = spared.Texts();
        await spared.StartAsync(TestContext.Current.CancellationToken);
        await using var closed = await RawClient.OpenAsync(emulator, Hub, "anna");
        await closed.SendAsync("""{"type":6}""");

        var id = (await MembersAsync(emulator)).Single(member => member != spared.ConnectionId);
        using var answer = await emulator.CallAsync(new HttpMethod(method), $"{path.Replace("{c}", id, StringComparison.Ordinal)}?reason=time%20to%20go&excluded={(one ? "" : spared.ConnectionId)}&{Query}");

        Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal("""{"type":7,"error":"time to go","allowReconnect":true}""", await closed.FrameAsync());
        Assert.Null(await closed.FrameAsync());
        await emulator.SendAsync(Hub, "", "say", "still open");
        Assert.Equal("still open", await toSpared.NextAsync());
        Assert.Equal([spared.ConnectionId], await MembersAsync(emulator));
    }

    [Fact]
    public async Task A_client_closed_without_a_reason_gets_none_and_all_that_was_sent_before()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        await using var client = await RawClient.OpenAsync(emulator, Hub);

        await emulator.SendAsync(Hub, "", "say", "last words");
        await emulator.CallAsync(HttpMethod.Post, $"/api/hubs/{Hub}/:closeConnections?{Query}");

        Assert.Equal("""{"type":1,"target":"say","arguments":["last words"]}""", await client.FrameAsync());
        Assert.Equal("""{"type":7,"allowReconnect":true}""", await client.FrameAsync());
        Assert.Null(await client.FrameAsync());
    }

    [Theory]
    [InlineData(HttpTransportType.WebSockets)]
    [InlineData(HttpTransportType.ServerSentEvents)]
    [InlineData(HttpTransportType.LongPolling)]
    public async Task A_client_that_reconnects_by_itself_does_so_after_a_close_with_a_new_id_and_its_users_groups(HttpTransportType transport)
    {
        await using var emulator = await RunningEmulator.StartAsync();
        await emulator.AddUserAsync(Hub, "anna", "team");
        await using var client = emulator.Client(Hub, "anna", transport, configure: builder => builder.WithAutomaticReconnect([TimeSpan.Zero]));
        var inbox = client.Texts();
        var back = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        client.Reconnected += _ =>
        {
            back.TrySetResult();
            return Task.CompletedTask;
        };
        await client.StartAsync(TestContext.Current.CancellationToken);
        var first = client.ConnectionId;

        await emulator.CallAsync(HttpMethod.Delete, $"/api/v1/hubs/{Hub}/connections/{first}");
        await back.Task.Soon();

        Assert.NotEqual(first, client.ConnectionId);
        await emulator.SendAsync(Hub, "groups/team/", "say", "back");
        Assert.Equal("back", await inbox.NextAsync());
    }

    [Fact]
    public async Task A_connection_whose_token_asks_for_it_is_closed_when_its_time_comes()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var emulator = await RunningEmulator.StartAsync(time);
        await using var client = await RawClient.OpenAsync(emulator, Hub, "anna", claims =>
        {
            claims["asrs.s.coae"] = "true";
            claims["asrs.s.aeo"] = time.GetUtcNow().AddSeconds(10).ToUnixTimeSeconds();
        });
        await using var other = await RawClient.OpenAsync(emulator, Hub, "ben");

        time.Advance(TimeSpan.FromSeconds(8));
        await emulator.SendAsync(Hub, "", "say", "not yet");
        time.Advance(TimeSpan.FromSeconds(3));

        Assert.Contains("not yet", await client.FrameAsync(), StringComparison.Ordinal);
        Assert.Equal("""{"type":7,"allowReconnect":true}""", await client.FrameAsync());
        Assert.Null(await client.FrameAsync());
        await emulator.SendAsync(Hub, "", "say", "the other stays");
        Assert.Contains("not yet", await other.FrameAsync(), StringComparison.Ordinal);
        Assert.Contains("the other stays", await other.FrameAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpTransportType.ServerSentEvents)]
    [InlineData(HttpTransportType.LongPolling)]
    public async Task Where_each_request_carries_the_token_the_connection_ends_with_it(HttpTransportType transport)
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var emulator = await RunningEmulator.StartAsync(time, "TokenClockSkew=00:00:00");
        await using var client = emulator.Client(Hub, "anna", transport, claims: claims => claims["exp"] = time.GetUtcNow().AddSeconds(10).ToUnixTimeSeconds());
        var gone = client.Gone();
        await client.StartAsync(TestContext.Current.CancellationToken);

        time.Advance(TimeSpan.FromSeconds(12));

        await gone.Soon();
    }

    [Fact]
    public async Task An_open_websocket_outlives_its_token_unless_the_token_says_otherwise()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var emulator = await RunningEmulator.StartAsync(time, "ClientTimeout=00:10:00", "KeepAliveInterval=00:10:00");
        await using var client = await RawClient.OpenAsync(emulator, Hub, "anna", claims => claims["exp"] = time.GetUtcNow().AddSeconds(10).ToUnixTimeSeconds());

        time.Advance(TimeSpan.FromMinutes(5));
        await emulator.SendAsync(Hub, "", "say", "still here");

        Assert.Contains("still here", await client.FrameAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_quiet_client_is_pinged_and_a_silent_one_is_dropped()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var emulator = await RunningEmulator.StartAsync(time);
        await using var client = await RawClient.OpenAsync(emulator, Hub);

        time.Advance(TimeSpan.FromSeconds(16));
        Assert.Equal("""{"type":6}""", await client.FrameAsync());
        time.Advance(TimeSpan.FromSeconds(16));

        var next = await client.FrameAsync();
        if (next == """{"type":6}""")
        {
            next = await client.FrameAsync();
        }

        Assert.Equal("""{"type":7,"error":"The client was silent for too long.","allowReconnect":true}""", next);
        Assert.Null(await client.FrameAsync());
    }

    private static async Task<string[]> MembersAsync(RunningEmulator emulator)
    {
        using var answer = await emulator.CallAsync(HttpMethod.Get, $"/api/hubs/{Hub}/groups/team/connections?{Query}");
        using var page = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return [.. page.RootElement.GetProperty("value").EnumerateArray().Select(entry => entry.GetProperty("connectionId").GetString()!)];
    }
}
