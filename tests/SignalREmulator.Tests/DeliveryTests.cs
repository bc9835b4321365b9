using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;

namespace SignalREmulator.Tests;

public sealed class DeliveryTests
{
    private const string Hub = "calendar";

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
        await using var emulator = await RunningEmulator.StartAsync();
        await emulator.AddUserAsync(Hub, "anna", "team");
        await using var anna = emulator.Client(Hub, "anna", transport, messagePack);
        await using var ben = emulator.Client(Hub, "ben", transport, messagePack);
        var toAnna = Inbox(anna);
        var toBen = Inbox(ben);
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

    private static ChannelReader<string> Inbox(HubConnection connection)
    {
        var inbox = Channel.CreateUnbounded<string>();
        connection.On<string>("say", text => inbox.Writer.TryWrite(text));
        return inbox.Reader;
    }
}
