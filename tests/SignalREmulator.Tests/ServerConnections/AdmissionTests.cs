using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.SignalR.Protocol;

namespace SignalREmulator.Tests.ServerConnections;

/// <summary>Which server connections are accepted, and the reasons with which others are refused.</summary>
public sealed class AdmissionTests(SharedEmulator shared) : IClassFixture<SharedEmulator>
{
    private RunningEmulator Emulator => shared.Emulator;

    public static TheoryData<string, HttpStatusCode, string> Refused => new()
    {
        { "no hub", HttpStatusCode.BadRequest, "must name one hub" },
        { "two hubs", HttpStatusCode.BadRequest, "must name one hub" },
        { "no WebSocket", HttpStatusCode.BadRequest, "A server connection is a WebSocket" },
        { "a negotiation", HttpStatusCode.BadRequest, "A server connection is a WebSocket" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_is_no_server_connection_is_refused_with_the_reason(string attempt, HttpStatusCode status, string reason)
    {
        var (method, path) = attempt switch
        {
            "no hub" => (HttpMethod.Get, "/server/"),
            "two hubs" => (HttpMethod.Get, "/server/?hub=calendar&hub=other"),
            "no WebSocket" => (HttpMethod.Get, "/server/?hub=calendar"),
            _ => (HttpMethod.Post, "/server/negotiate?hub=calendar"),
        };
        using var answer = await Emulator.CallAsync(method, path, token: Emulator.ServerToken("calendar"));

        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(reason, (await answer.Content.ReadFromJsonAsync<ProblemDetails>(TestContext.Current.CancellationToken))!.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no token")]
    [InlineData("for a client")]
    [InlineData("for another hub")]
    [InlineData("expired")]
    [InlineData("signed with another key")]
    public async Task A_server_connection_with_a_bad_token_is_refused(string attempt)
    {
        var audience = $"{Emulator.Address}/server/?hub=calendar";
        var soon = TimeProvider.System.GetUtcNow().AddHours(1);
        var token = attempt switch
        {
            "no token" => null,
            "for a client" => Emulator.ClientToken("calendar"),
            "for another hub" => Emulator.ServerToken("other"),
            "expired" => Tokens.Sign(RunningEmulator.Key, Tokens.Claims(audience, soon.AddHours(-2))),
            _ => Tokens.Sign(new string('x', 44), Tokens.Claims(audience, soon)),
        };
        using var server = new ServiceSocket();

        Assert.Equal(HttpStatusCode.Unauthorized, await server.TryConnectAsync(Emulator, "hub=calendar", token));
    }

    [Fact]
    public async Task A_client_cannot_connect_with_a_servers_token()
    {
        using var answer = await Emulator.CallAsync(HttpMethod.Post, "/client/negotiate?hub=calendar&negotiateVersion=1", token: Emulator.ServerToken("calendar"));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData(1, 0, "none that carry clients")]
    [InlineData(1, 1, "none that carry clients")]
    [InlineData(2, ServiceSocket.Weak, "Version 2 of the service protocol is not supported")]
    public async Task A_handshake_that_asks_for_more_is_refused_with_the_reason(int version, int type, string reason)
    {
        using var server = await ServiceSocket.ConnectAsync(Emulator);

        await server.SendAsync(new HandshakeRequestMessage(version, type, migrationLevel: 0));

        Assert.Contains(reason, Assert.IsType<HandshakeResponseMessage>(await server.NextAsync()).ErrorMessage, StringComparison.Ordinal);
        Assert.Null(await server.NextAsync());
    }

    [Fact]
    public async Task The_first_message_must_be_a_handshake()
    {
        using var server = await ServiceSocket.ConnectAsync(Emulator);

        await server.SendAsync(new CheckUserExistenceWithAckMessage("anna"));

        Assert.Contains("must be a handshake", Assert.IsType<HandshakeResponseMessage>(await server.NextAsync()).ErrorMessage, StringComparison.Ordinal);
        Assert.Null(await server.NextAsync());
    }

    [Fact]
    public async Task A_handshake_that_does_not_come_is_not_waited_for()
    {
        await using var emulator = await RunningEmulator.StartAsync(null, "HandshakeTimeout=00:00:01");
        using var server = await ServiceSocket.ConnectAsync(emulator);

        Assert.Contains("did not come", Assert.IsType<HandshakeResponseMessage>(await server.NextAsync()).ErrorMessage, StringComparison.Ordinal);
    }
}
