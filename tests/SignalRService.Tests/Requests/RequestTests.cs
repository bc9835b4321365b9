using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SignalRService.Tests.Negotiation;
using SignalRService.Tests.ScriptedService;

namespace SignalRService.Tests.Requests;

/// <summary>What goes over the wire for each operation: method, path, query, body.</summary>
public class RequestTests
{
    private const string V = "api-version=2024-12-01";

    private static readonly JsonTypeInfo<string> Text = JsonSerializerOptions.Web.GetTypeInfo(typeof(string)) as JsonTypeInfo<string> ?? throw new InvalidOperationException();

    public static TheoryData<string, Func<SignalRHub, CancellationToken, Task>, string, string> Operations => new()
    {
        { "broadcast", (hub, ct) => hub.BroadcastAsync("t", "x", Text, cancellationToken: ct), $"POST /api/hubs/calendar/:send?{V}", """{"target":"t","arguments":["x"]}""" },
        { "broadcast but some", (hub, ct) => hub.BroadcastAsync("t", "x", Text, ["a&b", "c"], ct), $"POST /api/hubs/calendar/:send?{V}&excluded=a%26b&excluded=c", """{"target":"t","arguments":["x"]}""" },
        { "group", (hub, ct) => hub.SendToGroupAsync("g", "reload", "x", Text, ct), $"POST /api/hubs/calendar/groups/g/:send?{V}", """{"target":"reload","arguments":["x"]}""" },
        { "group but some", (hub, ct) => hub.SendToGroupAsync("g", "reload", "x", Text, ["c1"], ct), $"POST /api/hubs/calendar/groups/g/:send?{V}&excluded=c1", """{"target":"reload","arguments":["x"]}""" },
        { "user", (hub, ct) => hub.SendToUserAsync("t:u", "t", "x", Text, ct), $"POST /api/hubs/calendar/users/t%3Au/:send?{V}", """{"target":"t","arguments":["x"]}""" },
        { "connection", (hub, ct) => hub.SendToConnectionAsync("c", "t", "x", Text, ct), $"POST /api/hubs/calendar/connections/c/:send?{V}", """{"target":"t","arguments":["x"]}""" },
        { "add user", (hub, ct) => hub.AddUserToGroupAsync("t:u", "g", cancellationToken: ct), $"PUT /api/hubs/calendar/users/t%3Au/groups/g?{V}", "" },
        { "add user for a time", (hub, ct) => hub.AddUserToGroupAsync("u", "g", TimeSpan.FromMilliseconds(1500), ct), $"PUT /api/hubs/calendar/users/u/groups/g?{V}&ttl=2", "" },
        { "add user now only", (hub, ct) => hub.AddUserToGroupAsync("u", "g", TimeSpan.Zero, ct), $"PUT /api/hubs/calendar/users/u/groups/g?{V}&ttl=0", "" },
        { "remove user", (hub, ct) => hub.RemoveUserFromGroupAsync("u", "g", ct), $"DELETE /api/hubs/calendar/users/u/groups/g?{V}", "" },
        { "remove user everywhere", (hub, ct) => hub.RemoveUserFromAllGroupsAsync("u", ct), $"DELETE /api/hubs/calendar/users/u/groups?{V}", "" },
        { "user in group", (hub, ct) => hub.IsUserInGroupAsync("u", "g", ct), $"HEAD /api/hubs/calendar/users/u/groups/g?{V}", "" },
        { "user exists", (hub, ct) => hub.UserExistsAsync("u", ct), $"HEAD /api/hubs/calendar/users/u?{V}", "" },
        { "group exists", (hub, ct) => hub.GroupExistsAsync("g", ct), $"HEAD /api/hubs/calendar/groups/g?{V}", "" },
        { "connection exists", (hub, ct) => hub.ConnectionExistsAsync("c", ct), $"HEAD /api/hubs/calendar/connections/c?{V}", "" },
        { "add connection", (hub, ct) => hub.AddConnectionToGroupAsync("c", "g", ct), $"PUT /api/hubs/calendar/groups/g/connections/c?{V}", "" },
        { "remove connection", (hub, ct) => hub.RemoveConnectionFromGroupAsync("c", "g", ct), $"DELETE /api/hubs/calendar/groups/g/connections/c?{V}", "" },
        { "remove connection everywhere", (hub, ct) => hub.RemoveConnectionFromAllGroupsAsync("c", ct), $"DELETE /api/hubs/calendar/connections/c/groups?{V}", "" },
        { "close user", (hub, ct) => hub.CloseUserConnectionsAsync("u", "left the tenant", ct), $"POST /api/hubs/calendar/users/u/:closeConnections?{V}&reason=left%20the%20tenant", "" },
        { "close group", (hub, ct) => hub.CloseGroupConnectionsAsync("g", cancellationToken: ct), $"POST /api/hubs/calendar/groups/g/:closeConnections?{V}", "" },
        { "close all", (hub, ct) => hub.CloseAllConnectionsAsync("bye", ["c"], ct), $"POST /api/hubs/calendar/:closeConnections?{V}&reason=bye&excluded=c", "" },
        { "close one", (hub, ct) => hub.CloseConnectionAsync("c", "bye", ct), $"DELETE /api/hubs/calendar/connections/c?{V}&reason=bye", "" },
    };

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task An_operation_is_this_request(string name, Func<SignalRHub, CancellationToken, Task> operation, string request, string body)
    {
        await using var server = await ScriptedServer.StartAsync();
        using var host = Client.Host(server.ConnectionString());

        await operation(host.Hub(), TestContext.Current.CancellationToken);

        var received = Assert.Single(server.Received);
        Assert.Equal((name, request), (name, $"{received.Method} {received.Target}"));
        Assert.Equal(body, received.Body);
        Assert.Equal(body.Length > 0 ? "application/json; charset=utf-8" : null, received.ContentType);
        await NegotiateTests.ValidatedAsync(received.Bearer!, server.Endpoint + received.Target.Split('?')[0]);
    }

    [Fact]
    public async Task A_server_endpoint_takes_the_calls_and_is_their_audience()
    {
        await using var server = await ScriptedServer.StartAsync();
        using var host = Client.Host($"Endpoint=https://a.example;ServerEndpoint={server.Endpoint};AccessKey={Client.Key}");

        await host.Hub().UserExistsAsync("u", TestContext.Current.CancellationToken);

        await NegotiateTests.ValidatedAsync(Assert.Single(server.Received).Bearer!, server.Endpoint + "/api/hubs/calendar/users/u");
    }

    [Fact]
    public async Task A_call_s_token_lives_ten_minutes()
    {
        await using var server = await ScriptedServer.StartAsync();
        using var host = Client.Host(server.ConnectionString());

        await host.Hub().UserExistsAsync("u", TestContext.Current.CancellationToken);

        var token = await NegotiateTests.ValidatedAsync(Assert.Single(server.Received).Bearer!, server.Endpoint + "/api/hubs/calendar/users/u");
        Assert.Equal(TimeSpan.FromMinutes(10), token.ValidTo - token.IssuedAt);
    }
}
