using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SignalREmulator;
using SignalRService.Tests.ScriptedService;

namespace SignalRService.Tests.Emulator;

/// <summary>The library against the emulator, with real clients.</summary>
public sealed class EmulatorTests : IAsyncLifetime
{
    private static readonly JsonTypeInfo<string> Text = (JsonTypeInfo<string>)JsonSerializerOptions.Web.GetTypeInfo(typeof(string));

    private WebApplication emulator = null!;
    private IHost host = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private SignalRHub Hub => host.Hub();

    public async ValueTask InitializeAsync()
    {
        emulator = EmulatorApp.Build(["--urls=http://127.0.0.1:0"], builder => builder.Logging.ClearProviders());
        await emulator.StartAsync(Cancelled);
        host = Client.Host($"Endpoint={emulator.Urls.Single()};AccessKey={EmulatorOptions.WellKnownAccessKey};Version=1.0;");
    }

    public async ValueTask DisposeAsync()
    {
        host.Dispose();
        await emulator.DisposeAsync();
    }

    [Fact]
    public async Task A_user_added_before_ever_connecting_hears_the_group_and_others_do_not()
    {
        await Hub.AddUserToGroupAsync("t1:u", "t1", cancellationToken: Cancelled);
        await Hub.AddUserToGroupAsync("t2:u", "t2", cancellationToken: Cancelled);
        await using var one = await Listener.ConnectAsync(Hub, "t1:u");
        await using var two = await Listener.ConnectAsync(Hub, "t2:u");

        await Hub.SendToGroupAsync("t1", "reload", "for t1", Text, Cancelled);
        await Hub.SendToGroupAsync("t2", "reload", "for t2", Text, Cancelled);

        Assert.Equal("for t1", await one.NextAsync());
        // This is the first message of the second listener, so it received nothing of the other tenant.
        Assert.Equal("for t2", await two.NextAsync());
    }

    [Fact]
    public async Task Messages_reach_a_user_a_connection_everyone_and_never_the_excluded()
    {
        await using var one = await Listener.ConnectAsync(Hub, "one");
        await using var two = await Listener.ConnectAsync(Hub, "two");
        Assert.True(await Hub.AddConnectionToGroupAsync(one.ConnectionId, "g", Cancelled));
        Assert.True(await Hub.AddConnectionToGroupAsync(two.ConnectionId, "g", Cancelled));

        await Hub.SendToGroupAsync("g", "reload", "all but one", Text, [one.ConnectionId], Cancelled);
        await Hub.BroadcastAsync("reload", "all but two", Text, [two.ConnectionId], Cancelled);
        await Hub.SendToUserAsync("two", "reload", "user two", Text, Cancelled);
        await Hub.SendToConnectionAsync(one.ConnectionId, "reload", "connection one", Text, Cancelled);

        Assert.Equal(["all but two", "connection one"], [await one.NextAsync(), await one.NextAsync()]);
        Assert.Equal(["all but one", "user two"], [await two.NextAsync(), await two.NextAsync()]);
    }

    [Fact]
    public async Task Questions_are_answered_with_yes_and_no()
    {
        Assert.False(await Hub.UserExistsAsync("u", Cancelled));
        Assert.False(await Hub.GroupExistsAsync("g", Cancelled));
        Assert.False(await Hub.ConnectionExistsAsync("nobody", Cancelled));
        Assert.False(await Hub.IsUserInGroupAsync("u", "g", Cancelled));
        Assert.False(await Hub.AddConnectionToGroupAsync("nobody", "g", Cancelled));
        Assert.False(await Hub.CloseConnectionAsync("nobody", cancellationToken: Cancelled));

        await Hub.AddUserToGroupAsync("u", "g", cancellationToken: Cancelled);
        await using var listener = await Listener.ConnectAsync(Hub, "u");

        Assert.True(await Hub.UserExistsAsync("u", Cancelled));
        Assert.True(await Hub.GroupExistsAsync("g", Cancelled));
        Assert.True(await Hub.ConnectionExistsAsync(listener.ConnectionId, Cancelled));
        Assert.True(await Hub.IsUserInGroupAsync("u", "g", Cancelled));
    }

    [Fact]
    public async Task A_groups_connections_are_listed_with_their_users()
    {
        await Hub.AddUserToGroupAsync("t:u", "g", cancellationToken: Cancelled);
        await using var inside = await Listener.ConnectAsync(Hub, "t:u");
        await using var outside = await Listener.ConnectAsync(Hub, "t:v");

        Assert.Equal([new GroupConnection(inside.ConnectionId, "t:u")], await Hub.GetGroupConnectionsAsync("g", Cancelled).ToListAsync(Cancelled));
    }

    [Fact]
    public async Task A_user_that_is_removed_hears_no_more_and_one_that_is_closed_is_gone()
    {
        await Hub.AddUserToGroupAsync("u", "g1", cancellationToken: Cancelled);
        await Hub.AddUserToGroupAsync("u", "g2", cancellationToken: Cancelled);
        await using var listener = await Listener.ConnectAsync(Hub, "u");

        await Hub.RemoveUserFromGroupAsync("u", "g1", Cancelled);
        await Hub.SendToGroupAsync("g1", "reload", "not heard", Text, Cancelled);
        await Hub.SendToGroupAsync("g2", "reload", "still heard", Text, Cancelled);
        Assert.Equal("still heard", await listener.NextAsync());

        await Hub.RemoveUserFromAllGroupsAsync("u", Cancelled);
        Assert.False(await Hub.IsUserInGroupAsync("u", "g2", Cancelled));
        await Hub.CloseUserConnectionsAsync("u", "left the tenant", Cancelled);
        Assert.Contains("left the tenant", (await listener.Closed)!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_leaves_a_group_hears_it_no_more()
    {
        await using var listener = await Listener.ConnectAsync(Hub, "u");
        foreach (var group in (string[])["g1", "g2", "a/b %2F"])
        {
            Assert.True(await Hub.AddConnectionToGroupAsync(listener.ConnectionId, group, Cancelled));
        }

        await Hub.RemoveConnectionFromGroupAsync(listener.ConnectionId, "a/b %2F", Cancelled);
        Assert.False(await Hub.GroupExistsAsync("a/b %2F", Cancelled));
        Assert.True(await Hub.GroupExistsAsync("g1", Cancelled));

        await Hub.RemoveConnectionFromAllGroupsAsync(listener.ConnectionId, Cancelled);
        Assert.False(await Hub.GroupExistsAsync("g1", Cancelled));
        Assert.False(await Hub.GroupExistsAsync("g2", Cancelled));
    }

    [Fact]
    public async Task Closing_ends_one_connection_a_group_or_everyone_else()
    {
        await using var one = await Listener.ConnectAsync(Hub, "one");
        await using var two = await Listener.ConnectAsync(Hub, "two");
        await using var three = await Listener.ConnectAsync(Hub, "three");
        await using var four = await Listener.ConnectAsync(Hub, "four");
        await Hub.AddConnectionToGroupAsync(two.ConnectionId, "g", Cancelled);

        Assert.True(await Hub.CloseConnectionAsync(one.ConnectionId, "one is closed", Cancelled));
        Assert.Contains("one is closed", (await one.Closed)!.Message, StringComparison.Ordinal);
        await Hub.CloseGroupConnectionsAsync("g", "the group is closed", Cancelled);
        Assert.Contains("the group is closed", (await two.Closed)!.Message, StringComparison.Ordinal);
        await Hub.CloseAllConnectionsAsync("all are closed", [four.ConnectionId], Cancelled);
        Assert.Contains("all are closed", (await three.Closed)!.Message, StringComparison.Ordinal);

        await Hub.BroadcastAsync("reload", "still there", Text, cancellationToken: Cancelled);
        Assert.Equal("still there", await four.NextAsync());
    }

    [Theory]
    [InlineData("t:u")]
    [InlineData("a/../b")]
    [InlineData("...")]
    [InlineData("a b+c%2Fd?e#f&g=h")]
    [InlineData("😀 ü")]
    public async Task Whatever_a_user_is_called_only_that_one_hears(string name)
    {
        await using var listener = await Listener.ConnectAsync(Hub, name);
        await using var other = await Listener.ConnectAsync(Hub, "other");

        await Hub.SendToUserAsync(name, "reload", "yours", Text, Cancelled);
        await Hub.BroadcastAsync("reload", "everyone's", Text, cancellationToken: Cancelled);

        Assert.Equal("yours", await listener.NextAsync());
        Assert.Equal("everyone's", await other.NextAsync());
    }

    [Fact]
    public async Task A_wrong_key_is_refused()
    {
        using var stranger = Client.Host($"Endpoint={emulator.Urls.Single()};AccessKey={new string('x', 44)};Version=1.0;");

        var failure = await Assert.ThrowsAsync<SignalRServiceException>(() => stranger.Hub().AddUserToGroupAsync("u", "g", cancellationToken: Cancelled));

        Assert.Equal(401, (int)failure.StatusCode!);
    }

    [Fact]
    public async Task The_emulator_is_found_well()
    {
        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Cancelled);

        Assert.Equal(HealthStatus.Healthy, report.Status);
    }
}
