using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;

namespace SignalREmulator.Tests.Faults;

/// <summary>Connections that are cut on demand.</summary>
public sealed class CutTests
{
    private const string Hub = "calendar";

    [Theory]
    [InlineData(HttpTransportType.WebSockets, "abort")]
    [InlineData(HttpTransportType.WebSockets, "close")]
    [InlineData(HttpTransportType.ServerSentEvents, "abort")]
    [InlineData(HttpTransportType.ServerSentEvents, "close")]
    [InlineData(HttpTransportType.LongPolling, "abort")]
    [InlineData(HttpTransportType.LongPolling, "close")]
    public async Task A_client_that_was_cut_off_comes_back_by_itself(HttpTransportType transport, string how)
    {
        await using var emulator = await RunningEmulator.StartAsync(null, FaultCalls.Enabled);
        await emulator.AddUserAsync(Hub, "anna", "team");
        await using var client = emulator.Client(Hub, "anna", transport, configure: builder => builder.WithAutomaticReconnect([TimeSpan.Zero, TimeSpan.Zero]));
        var inbox = client.Texts();
        var back = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        client.Reconnected += _ =>
        {
            back.TrySetResult();
            return Task.CompletedTask;
        };
        await client.StartAsync(TestContext.Current.CancellationToken);
        var first = client.ConnectionId;

        Assert.Equal(1, await emulator.CutAsync($$"""{"hub":"calendar","how":"{{how}}"}"""));
        await back.Task.Soon();

        Assert.NotEqual(first, client.ConnectionId);
        await emulator.SendAsync(Hub, "groups/team/", "say", "back");
        Assert.Equal("back", await inbox.NextAsync());
        Assert.Equal(1, (await emulator.StatusAsync())["counters"]!["cut"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("abort", null)]
    [InlineData("close", """{"type":7,"allowReconnect":true}""")]
    public async Task A_close_says_goodbye_and_an_abort_does_not(string how, string? last)
    {
        await using var emulator = await RunningEmulator.StartAsync(null, FaultCalls.Enabled);
        await using var client = await RawClient.OpenAsync(emulator, Hub);

        await emulator.CutAsync($$"""{"hub":"calendar","how":"{{how}}"}""");

        Assert.Equal(last, await client.FrameAsync());
        if (last is not null)
        {
            Assert.Null(await client.FrameAsync());
        }
    }

    [Theory]
    [InlineData("""{"hub":"calendar"}""", 6)]
    [InlineData("""{"hub":"CALENDAR","share":0.5}""", 3)]
    [InlineData("""{"hub":"calendar","share":0}""", 0)]
    [InlineData("""{"hub":"calendar","group":"team"}""", 4)]
    [InlineData("""{"hub":"calendar","user":"ben"}""", 2)]
    [InlineData("""{"hub":"calendar","group":"team","user":"ben","share":0.5,"how":"close"}""", 1)]
    [InlineData("""{"hub":"calendar","group":"nobody"}""", 0)]
    [InlineData("""{"hub":"elsewhere"}""", 1)]
    [InlineData("""{"hub":"nowhere"}""", 0)]
    public async Task Only_who_is_named_is_cut_off_and_of_those_the_share(string request, int cut)
    {
        await using var emulator = await RunningEmulator.StartAsync(null, FaultCalls.Enabled);
        await emulator.AddUserAsync(Hub, "anna", "team");
        await emulator.AddUserAsync(Hub, "ben", "team");
        var clients = new List<RawClient> { await RawClient.OpenAsync(emulator, "elsewhere", "anna") };
        foreach (var user in new[] { "anna", "anna", "ben", "ben", null, null })
        {
            clients.Add(await RawClient.OpenAsync(emulator, Hub, user));
        }

        Assert.Equal(cut, await emulator.CutAsync(request));

        Assert.Equal(clients.Count - cut, (await emulator.StatusAsync())["connections"]!.GetValue<int>());
        foreach (var client in clients)
        {
            await client.DisposeAsync();
        }
    }
}
