using System.Net;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.Http.Connections;

namespace SignalREmulator.Tests;

public sealed class DeliveryTests(SharedEmulator shared) : IClassFixture<SharedEmulator>
{
    private string Hub { get; } = SharedEmulator.NewHub();

    public static TheoryData<HttpTransportType, bool> Clients => new()
    {
        { HttpTransportType.WebSockets, false },
        { HttpTransportType.WebSockets, true },
        { HttpTransportType.ServerSentEvents, false },
        { HttpTransportType.LongPolling, false },
        { HttpTransportType.LongPolling, true },
    };

    [Theory, MemberData(nameof(Clients))]
    public async Task Every_kind_of_send_reaches_exactly_whom_it_names(HttpTransportType transport, bool messagePack)
    {
        var emulator = shared.Emulator;
        await emulator.AddUserAsync(Hub, "anna", "team");
        await using var anna = emulator.Client(Hub, "anna", transport, messagePack);
        await using var ben = emulator.Client(Hub, "ben", transport, messagePack);
        var toAnna = anna.Texts();
        var toBen = ben.Texts();
        await anna.StartAsync(TestContext.Current.CancellationToken);
        await ben.StartAsync(TestContext.Current.CancellationToken);

        foreach (var (to, text) in new[]
        {
            ("users/ben/", "user ben"), ("groups/team/", "group team"), ($"connections/{ben.ConnectionId}/", "connection of ben"),
            ("users/nobody/", "nobody"), ("groups/empty/", "nobody"), ("", "everyone"),
        })
        {
            using var answer = await emulator.SendAsync(Hub, to, "say", text);
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        }

        Assert.Equal(["group team", "everyone"], [await toAnna.NextAsync(), await toAnna.NextAsync()]);
        Assert.Equal(["user ben", "connection of ben", "everyone"], [await toBen.NextAsync(), await toBen.NextAsync(), await toBen.NextAsync()]);
    }

    [Fact]
    public async Task Many_clients_of_every_kind_hear_a_burst_whole_and_in_order()
    {
        var emulator = shared.Emulator;
        await emulator.AddUserAsync(Hub, "anna", "team");
        // There are more clients than a sender writes to itself, so the writes happen in rounds.
        var clients = Enumerable.Range(0, 4).SelectMany(_ => Clients).Select(kind => emulator.Client(Hub, "anna", kind.Data.Item1, kind.Data.Item2)).ToArray();
        var inboxes = clients.Select(client => client.Texts()).ToArray();
        await Task.WhenAll(clients.Select(client => client.StartAsync(TestContext.Current.CancellationToken)));

        // Some texts are too large to wait for a round. Others, before and after them, do wait.
        var texts = Enumerable.Range(0, 60).Select(number => $"{number} {new string('x', number % 7 == 0 ? 8_000 : 20)}").ToArray();
        foreach (var text in texts)
        {
            using var answer = await emulator.SendAsync(Hub, "groups/team/", "say", text);
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        }

        foreach (var inbox in inboxes)
        {
            foreach (var text in texts)
            {
                Assert.Equal(text, await inbox.NextAsync());
            }
        }

        foreach (var client in clients)
        {
            await client.DisposeAsync();
        }
    }

    [Fact]
    public async Task Excluded_connections_are_passed_over_by_broadcast_and_group_sends()
    {
        var emulator = shared.Emulator;
        await emulator.AddUserAsync(Hub, "anna", "team");
        await using var one = emulator.Client(Hub, "anna");
        await using var two = emulator.Client(Hub, "anna");
        await using var three = emulator.Client(Hub, "anna");
        var inboxes = new[] { one.Texts(), two.Texts(), three.Texts() };
        foreach (var client in new[] { one, two, three })
        {
            await client.StartAsync(TestContext.Current.CancellationToken);
        }

        foreach (var path in new[] { ":send?", "groups/team/:send?" })
        {
            using var first = await emulator.CallAsync(
                HttpMethod.Post, $"/api/hubs/{Hub}/{path}excluded={one.ConnectionId}&excluded={two.ConnectionId}&api-version=2022-06-01", RunningEmulator.Json("""{"target":"say","arguments":["not all"]}"""));
            Assert.Equal(HttpStatusCode.Accepted, first.StatusCode);
        }

        await emulator.SendAsync(Hub, "", "say", "all");

        Assert.Equal("all", await inboxes[0].NextAsync());
        Assert.Equal("all", await inboxes[1].NextAsync());
        Assert.Equal(["not all", "not all", "all"], [await inboxes[2].NextAsync(), await inboxes[2].NextAsync(), await inboxes[2].NextAsync()]);
    }

    [Fact]
    public async Task A_client_that_would_like_a_stateful_reconnect_does_without()
    {
        var emulator = shared.Emulator;
        await using var client = emulator.Client(Hub, "anna", configure: builder => builder.WithStatefulReconnect());
        var inbox = client.Texts();
        await client.StartAsync(TestContext.Current.CancellationToken);

        await emulator.SendAsync(Hub, "users/anna/", "say", "hello");

        Assert.Equal("hello", await inbox.NextAsync());
    }

    [Fact]
    public async Task Messages_arrive_in_the_order_they_were_accepted()
    {
        var emulator = shared.Emulator;
        await using var client = emulator.Client(Hub, "anna");
        var inbox = client.Texts();
        await client.StartAsync(TestContext.Current.CancellationToken);

        for (var number = 0; number < 500; number++)
        {
            await emulator.SendAsync(Hub, "users/anna/", "say", $"{number}");
        }

        for (var number = 0; number < 500; number++)
        {
            Assert.Equal($"{number}", await inbox.NextAsync());
        }
    }

    [Fact]
    public async Task A_message_without_arguments_and_one_with_twenty_are_both_delivered()
    {
        var emulator = shared.Emulator;
        await using var client = await RawClient.OpenAsync(emulator, Hub);

        await emulator.CallAsync(HttpMethod.Post, $"/api/v1/hubs/{Hub}", RunningEmulator.Json("""{"Target":"none"}"""));
        await emulator.SendAsync(Hub, "", "many", [.. Enumerable.Range(1, 20).Cast<object?>()]);

        Assert.Equal("""{"type":1,"target":"none","arguments":[]}""", await client.FrameAsync());
        Assert.Equal("""{"type":1,"target":"many","arguments":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20]}""", await client.FrameAsync());
    }
}
