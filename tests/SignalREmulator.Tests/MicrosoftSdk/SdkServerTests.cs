using Azure.Core;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Azure.SignalR;
using Microsoft.Azure.SignalR.Protocol;

namespace SignalREmulator.Tests.MicrosoftSdk;

/// <summary>Microsoft's SDK with its persistent transport sends through the emulator, and real clients receive the messages.</summary>
public sealed class SdkServerTests : IAsyncLifetime
{
    private RunningEmulator emulator = null!;

    private ServiceEndpoint Endpoint => new($"Endpoint={emulator.Address};AccessKey={RunningEmulator.Key};Version=1.0;");

    public async ValueTask InitializeAsync() => emulator = await RunningEmulator.StartAsync();

    public ValueTask DisposeAsync() => emulator.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_it_sends_is_heard_by_those_it_is_for(bool messagePack)
    {
        await using var server = await SdkServer.StartAsync(Endpoint);
        await using var anna = emulator.Client("calendar", "anna", messagePack: messagePack);
        await using var ben = emulator.Client("calendar", "ben", messagePack: messagePack);
        var (annas, bens) = (anna.Texts(), ben.Texts());
        await anna.StartAsync(TestContext.Current.CancellationToken);
        await ben.StartAsync(TestContext.Current.CancellationToken);
        var token = TestContext.Current.CancellationToken;

        await server.Hub.AddToGroupAsync(anna.ConnectionId!, "team", token);
        await server.Hub.AddToGroupAsync(ben.ConnectionId!, "team", token);
        await server.Hub.AddToGroupAsync(ben.ConnectionId!, "others", token);

        await server.Hub.SendAllAsync("say", ["all"], token);
        await server.Hub.SendAllExceptAsync("say", ["all but ben"], [ben.ConnectionId!], token);
        await server.Hub.SendGroupAsync("team", "say", ["team"], token);
        await server.Hub.SendGroupExceptAsync("team", "say", ["team but anna"], [anna.ConnectionId!], token);
        await server.Hub.SendGroupsAsync(["team", "others"], "say", ["team and others"], token);
        await server.Hub.SendUserAsync("anna", "say", ["user"], token);
        await server.Hub.SendUsersAsync(["anna", "ben"], "say", ["users"], token);
        await server.Hub.SendConnectionAsync(ben.ConnectionId!, "say", ["connection"], token);
        await server.Hub.SendConnectionsAsync([anna.ConnectionId!, ben.ConnectionId!], "say", ["connections"], token);
        await server.Hub.RemoveFromGroupAsync(anna.ConnectionId!, "team", token);
        await server.Hub.SendGroupAsync("team", "say", ["team without anna"], token);
        await server.Hub.SendAllAsync("say", ["end"], token);

        Assert.Equal(["all", "all but ben", "team", "team and others", "user", "users", "connections", "end"], await UntilEndAsync(annas));
        Assert.Equal(["all", "team", "team but anna", "team and others", "team and others", "users", "connection", "connections", "team without anna", "end"], await UntilEndAsync(bens));
    }

    [Fact]
    public async Task A_user_joins_before_the_first_connection_and_leaves()
    {
        await using var server = await SdkServer.StartAsync(Endpoint);
        Assert.True(await server.AskAsync(new UserJoinGroupWithAckMessage("anna", "team", 0)));
        Assert.True(await server.AskAsync(new UserJoinGroupWithAckMessage("anna", "short", 0) { Ttl = 60 }));
        await using var anna = emulator.Client("calendar", "anna");
        var inbox = anna.Texts();
        await anna.StartAsync(TestContext.Current.CancellationToken);

        await server.Hub.SendGroupAsync("team", "say", ["team"], TestContext.Current.CancellationToken);
        Assert.Equal("team", await inbox.NextAsync());
        Assert.True(await server.AskAsync(new CheckUserInGroupWithAckMessage("anna", "short")));
        Assert.True(await server.AskAsync(new UserLeaveGroupWithAckMessage("anna", "short", 0)));
        Assert.False(await server.AskAsync(new CheckUserInGroupWithAckMessage("anna", "short")));
        Assert.True(await server.AskAsync(new UserLeaveGroupWithAckMessage("anna", null, 0)));
        Assert.False(await server.AskAsync(new CheckUserInGroupWithAckMessage("anna", "team")));
        Assert.False(await server.AskAsync(new CheckGroupExistenceWithAckMessage("team")));
    }

    [Fact]
    public async Task Its_questions_are_answered_and_it_closes_whom_it_names()
    {
        await using var server = await SdkServer.StartAsync(Endpoint);
        await using var anna = emulator.Client("calendar", "anna");
        await using var ben = emulator.Client("calendar", "ben");
        await anna.StartAsync(TestContext.Current.CancellationToken);
        await ben.StartAsync(TestContext.Current.CancellationToken);

        Assert.True(await server.AskAsync(new CheckUserExistenceWithAckMessage("anna")));
        Assert.False(await server.AskAsync(new CheckUserExistenceWithAckMessage("nobody")));
        Assert.True(await server.AskAsync(new CheckConnectionExistenceWithAckMessage(anna.ConnectionId!)));
        Assert.False(await server.AskAsync(new CheckConnectionExistenceWithAckMessage("none")));
        Assert.False(await server.AskAsync(new JoinGroupWithAckMessage("none", "team")));
        await Assert.ThrowsAsync<TimeoutException>(() => server.AskAsync(new JoinGroupWithAckMessage(anna.ConnectionId!, " ")));

        var (annaGone, benGone) = (anna.Gone(), ben.Gone());
        await server.WriteAsync(new CloseConnectionMessage(anna.ConnectionId!, "enough of anna"));
        Assert.Contains("enough of anna", (await annaGone.Soon())!.Message, StringComparison.Ordinal);
        Assert.True(await server.AskAsync(new CloseUserConnectionsWithAckMessage("ben", 0) { Reason = "enough of ben" }));
        Assert.Contains("enough of ben", (await benGone.Soon())!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_lists_a_group_in_pages()
    {
        await using var server = await SdkServer.StartAsync(Endpoint);
        await server.AskAsync(new UserJoinGroupWithAckMessage("anna", "team", 0));
        var clients = new List<HubConnection>();
        for (var count = 0; count < 5; count++)
        {
            clients.Add(emulator.Client("calendar", "anna"));
            await clients[^1].StartAsync(TestContext.Current.CancellationToken);
        }

        var ids = clients.Select(client => client.ConnectionId!).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(ids, (await server.MembersAsync("team")).Select(member => member.ConnectionId));
        Assert.Equal(ids, (await server.MembersAsync("team", pageSize: 2)).Select(member => member.ConnectionId));
        var three = await server.MembersAsync("team", top: 3, pageSize: 2);
        Assert.Equal(ids[..3], three.Select(member => member.ConnectionId));
        Assert.All(three, member => Assert.Equal("anna", member.UserId));
        Assert.Empty(await server.MembersAsync("nobody"));
        foreach (var client in clients)
        {
            await client.DisposeAsync();
        }
    }

    [Fact]
    public async Task It_stays_in_its_hub()
    {
        await using var other = await SdkServer.StartAsync(Endpoint, "other");
        await using var server = await SdkServer.StartAsync(Endpoint);
        await using var client = emulator.Client("calendar", "anna");
        var inbox = client.Texts();
        await client.StartAsync(TestContext.Current.CancellationToken);

        await other.Hub.SendAllAsync("say", ["from the other hub"], TestContext.Current.CancellationToken);
        // The emulator answers this after it has handled the earlier sends.
        Assert.False(await other.AskAsync(new CheckUserExistenceWithAckMessage("anna")));
        await server.Hub.SendAllAsync("say", ["from this hub"], TestContext.Current.CancellationToken);

        Assert.Equal("from this hub", await inbox.NextAsync());
    }

    [Fact]
    public async Task With_a_managed_identity_it_shows_a_token_of_the_authority()
    {
        await using var authority = new Authority();
        await authority.StartAsync();
        await using var trusting = await RunningEmulator.StartAsync(null, $"Entra:Authority={authority.Address}/common/v2.0");
        var identity = DelegatedTokenCredential.Create((_, _) => new AccessToken(authority.Issue("https://signalr.azure.com", "11111111-1111-1111-1111-111111111111"), TimeProvider.System.GetUtcNow().AddHours(1)));
        await using var server = await SdkServer.StartAsync(new ServiceEndpoint(new Uri(trusting.Address), identity));

        Assert.False(await server.AskAsync(new CheckUserExistenceWithAckMessage("anna")));
    }

    [Fact]
    public async Task An_app_server_that_would_carry_clients_reads_why_it_is_refused()
    {
        await using var server = await SdkServer.StartAsync(Endpoint, kind: "strong");

        Assert.Contains("This is serverless mode", await server.Log.WithAsync("that carry clients"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_with_a_foreign_key_reads_that_it_is_not_let_in()
    {
        await using var server = await SdkServer.StartAsync(new ServiceEndpoint($"Endpoint={emulator.Address};AccessKey={new string('x', 44)};Version=1.0;"));

        await server.Log.WithAsync("401");
    }

    private static async Task<List<string>> UntilEndAsync(System.Threading.Channels.ChannelReader<string> inbox)
    {
        var heard = new List<string>();
        do
        {
            heard.Add(await inbox.NextAsync());
        }
        while (heard[^1] != "end");
        return heard;
    }
}
