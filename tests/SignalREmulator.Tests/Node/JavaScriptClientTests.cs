using System.Net;

namespace SignalREmulator.Tests.Node;

/// <summary>The JavaScript client, which browsers use, with the emulator.</summary>
public sealed class JavaScriptClientTests(SharedNode node, SharedEmulator shared) : IClassFixture<SharedNode>, IClassFixture<SharedEmulator>
{
    private string Hub { get; } = SharedEmulator.NewHub();

    // Event streams carry text only, so no MessagePack.
    public static TheoryData<string, bool> Kinds => new() { { "WebSockets", false }, { "WebSockets", true }, { "ServerSentEvents", false }, { "LongPolling", false }, { "LongPolling", true } };

    [Theory, MemberData(nameof(Kinds))]
    public async Task It_is_sent_on_hears_what_is_said_answers_when_asked_and_stops(string transport, bool messagePack)
    {
        var emulator = shared.Emulator;
        await emulator.AddUserAsync(Hub, "anna", "team");
        await using var app = await RedirectingApp.StartAsync(emulator, Hub, "anna");
        await using var client = await node.Program.OpenAsync(new { url = app.Address, transport, messagePack });
        await client.DoAsync("start");
        var id = await client.HearsAsync("started");

        await emulator.SendAsync(Hub, "groups/team/", "say", "to the team ä😀");
        Assert.Equal("to the team ä😀", await client.HearsAsync("said"));
        await emulator.SendAsync(Hub, $"connections/{id}/", "say", "to one");
        Assert.Equal("to one", await client.HearsAsync("said"));
        Assert.Equal("""{"result":5}""", await InvokeAsync(emulator, id!, """{"target":"add","arguments":[2,3]}"""));
        Assert.Equal("""{"result":{"at":"last"}}""", await InvokeAsync(emulator, id!, """{"target":"later"}"""));
        Assert.Contains("not today", await InvokeAsync(emulator, id!, """{"target":"fail"}"""), StringComparison.Ordinal);

        await client.DoAsync("stop");
        Assert.Null(await client.HearsAsync("closed"));
        await client.HearsAsync("stopped");

        // The client ends an event stream without a request. The emulator notices the end when the socket closes.
        await Waiting.UntilAsync(async () =>
        {
            using var answer = await emulator.CallAsync(HttpMethod.Get, $"/api/v1/hubs/{Hub}/connections/{id}");
            return answer.StatusCode == HttpStatusCode.NotFound;
        });
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task What_it_calls_is_ignored_and_waits_until_the_connection_ends(string transport, bool messagePack)
    {
        var emulator = shared.Emulator;
        await using var app = await RedirectingApp.StartAsync(emulator, Hub, "anna");
        await using var client = await node.Program.OpenAsync(new { url = app.Address, transport, messagePack });
        await client.DoAsync("start");
        await client.HearsAsync("started");

        await client.DoAsync("send", "shout", "hello", new { deep = new[] { 1 } });
        await client.HearsAsync("sent");
        await client.DoAsync("invoke", "ask", 1);
        await client.HearsAsync("invoked");
        await emulator.SendAsync(Hub, "", "say", "still here");
        Assert.Equal("still here", await client.HearsAsync("said"));
        await client.DoAsync("stop");

        Assert.Null(await client.HearsAsync("closed"));
        Assert.Contains("canceled", await client.HearsAsync("rejected", "stopped"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("send")]
    [InlineData("invoke")]
    [InlineData("stream")]
    public async Task Where_calls_are_not_ignored_it_is_closed_for_good_with_the_reason(string what)
    {
        await using var emulator = await RunningEmulator.StartAsync(null, "ClientInvocations=Disconnect");
        await using var app = await RedirectingApp.StartAsync(emulator, Hub, "anna");
        await using var client = await node.Program.OpenAsync(new { url = app.Address, transport = "WebSockets", reconnect = true });
        await client.DoAsync("start");
        await client.HearsAsync("started");

        await client.DoAsync(what, "shout");

        Assert.Contains("not taken in serverless mode", await client.HearsAsync("closed", "sent", "invoked", "rejected", "streaming", "broken"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_stream_it_asks_for_is_what_a_server_sends_it_over_rest(string transport, bool messagePack)
    {
        var emulator = shared.Emulator;
        await using var app = await RedirectingApp.StartAsync(emulator, Hub, "anna");
        await using var client = await node.Program.OpenAsync(new { url = app.Address, transport, messagePack });
        await client.DoAsync("start");
        var id = await client.HearsAsync("started");

        // The JavaScript client counts its calls from 0.
        await client.DoAsync("stream", "listen");
        await client.HearsAsync("streaming");
        await StreamAsync(emulator, id!, "0/:send", "\"one\"");
        await StreamAsync(emulator, id!, "0/:send", "2", "&completed=true");
        Assert.Equal("one", await client.HearsAsync("item"));
        Assert.Equal("2", await client.HearsAsync("item"));
        await client.HearsAsync("completed");

        await client.DoAsync("stream", "listen");
        await client.HearsAsync("streaming");
        await StreamAsync(emulator, id!, "1/:complete", "", "&reason=no%20more");
        Assert.Equal("no more", await client.HearsAsync("broken"));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_close_that_allows_it_makes_it_reconnect_with_a_new_id_and_its_users_groups(string transport, bool messagePack)
    {
        var emulator = shared.Emulator;
        await emulator.AddUserAsync(Hub, "anna", "team");
        await using var app = await RedirectingApp.StartAsync(emulator, Hub, "anna");
        await using var client = await node.Program.OpenAsync(new { url = app.Address, transport, messagePack, reconnect = true });
        await client.DoAsync("start");
        var first = await client.HearsAsync("started");

        await emulator.CallAsync(HttpMethod.Delete, $"/api/v1/hubs/{Hub}/connections/{first}?reason=moving%20house");
        Assert.Contains("moving house", await client.HearsAsync("reconnecting"), StringComparison.Ordinal);
        var second = await client.HearsAsync("reconnected");

        Assert.NotEqual(first, second);
        await emulator.SendAsync(Hub, "groups/team/", "say", "welcome back");
        Assert.Equal("welcome back", await client.HearsAsync("said"));
    }

    [Fact]
    public async Task Without_automatic_reconnect_a_close_is_the_end_and_says_why()
    {
        var emulator = shared.Emulator;
        await using var app = await RedirectingApp.StartAsync(emulator, Hub, "anna");
        await using var client = await node.Program.OpenAsync(new { url = app.Address, transport = "WebSockets" });
        await client.DoAsync("start");
        await client.HearsAsync("started");

        await emulator.CallAsync(HttpMethod.Post, $"/api/hubs/{Hub}/:closeConnections?api-version={RunningEmulator.Version}&reason=moving%20house");

        Assert.Contains("moving house", await client.HearsAsync("closed"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("WebSockets")]
    [InlineData("ServerSentEvents")]
    public async Task Pings_keep_it_and_their_absence_makes_it_leave(string transport)
    {
        await using var chatty = await RunningEmulator.StartAsync(null, "KeepAliveInterval=00:00:01");
        await using var app = await RedirectingApp.StartAsync(chatty, Hub, "anna");
        await using var client = await node.Program.OpenAsync(new { url = app.Address, transport });
        await client.DoAsync("start");
        await client.HearsAsync("started");
        await client.HearsAsync("ping");

        await using var mute = await RunningEmulator.StartAsync(null, "KeepAliveInterval=00:10:00");
        await using var otherApp = await RedirectingApp.StartAsync(mute, Hub, "anna");
        await using var left = await node.Program.OpenAsync(new { url = otherApp.Address, transport, serverTimeout = 1000 });
        await left.DoAsync("start");
        await left.HearsAsync("started");
        Assert.Contains("Server timeout", await left.HearsAsync("closed"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task With_stateful_reconnect_it_goes_on_over_a_new_socket_as_if_nothing_had_been(bool messagePack)
    {
        var emulator = shared.Emulator;
        await using var app = await RedirectingApp.StartAsync(emulator, Hub, "anna");
        await using var client = await node.Program.OpenAsync(new { url = app.Address, transport = "WebSockets", messagePack, stateful = true });
        await client.DoAsync("start");
        var id = await client.HearsAsync("started");

        for (var round = 0; round < 3; round++)
        {
            await client.DoAsync("cut");
            await emulator.SendAsync(Hub, $"connections/{id}/", "say", $"one {round}");
            await emulator.SendAsync(Hub, $"connections/{id}/", "say", $"two {round}");
            Assert.Equal($"one {round}", await client.HearsAsync("said"));
            Assert.Equal($"two {round}", await client.HearsAsync("said"));
            Assert.Equal("""{"result":5}""", await InvokeAsync(emulator, id!, """{"target":"add","arguments":[2,3]}"""));
        }
    }

    [Fact]
    public async Task When_there_is_no_room_it_is_told_so_by_the_status()
    {
        await using var emulator = await RunningEmulator.StartAsync(null, "Quotas:Connections=0");
        await using var app = await RedirectingApp.StartAsync(emulator, Hub, "anna");
        await using var client = await node.Program.OpenAsync(new { url = app.Address, transport = "WebSockets" });
        await client.DoAsync("start");

        Assert.Contains("429", await client.HearsAsync("failed"), StringComparison.Ordinal);
    }

    private async Task<string> InvokeAsync(RunningEmulator emulator, string id, string body)
    {
        using var answer = await emulator.CallAsync(HttpMethod.Post, $"/api/hubs/{Hub}/connections/{id}/:invoke?api-version={RunningEmulator.Version}", RunningEmulator.Json(body)).Soon();
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private async Task StreamAsync(RunningEmulator emulator, string id, string path, string item, string query = "")
    {
        using var answer = await emulator.CallAsync(HttpMethod.Post, $"/api/hubs/{Hub}/connections/{id}/streams/{path}?api-version={RunningEmulator.Version}{query}", RunningEmulator.Json(item));
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }
}
