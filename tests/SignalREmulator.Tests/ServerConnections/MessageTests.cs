using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Azure.SignalR.Protocol;
using Microsoft.Extensions.Time.Testing;
using AckMessage = Microsoft.Azure.SignalR.Protocol.AckMessage;
using HandshakeRequestMessage = Microsoft.Azure.SignalR.Protocol.HandshakeRequestMessage;
using HandshakeResponseMessage = Microsoft.Azure.SignalR.Protocol.HandshakeResponseMessage;
using PingMessage = Microsoft.Azure.SignalR.Protocol.PingMessage;

namespace SignalREmulator.Tests.ServerConnections;

/// <summary>The messages of a server connection, and the answers.</summary>
public sealed class MessageTests(SharedEmulator shared) : IClassFixture<SharedEmulator>
{
    private const int NotFound = 2;
    private const int Failed = 4;

    private readonly string hub = $"m{Guid.NewGuid():N}";

    [Fact]
    public async Task What_comes_right_behind_the_handshake_is_answered_too()
    {
        using var server = await ServiceSocket.ConnectAsync(shared.Emulator, hub);

        await server.SendAsync(new HandshakeRequestMessage(1, ServiceSocket.Weak, 0), new CheckUserExistenceWithAckMessage("anna", 7));

        Assert.IsType<HandshakeResponseMessage>(await server.NextAsync());
        Assert.Equal((7, NotFound), await AckAsync(server));
    }

    [Fact]
    public async Task A_message_of_a_later_protocol_is_passed_over()
    {
        using var server = await ServiceSocket.OpenAsync(shared.Emulator, hub);

        // [99, "text"]
        await server.SendBytesAsync([7, 0x92, 99, 0xA4, .. "text"u8]);
        await server.SendAsync(new CheckUserExistenceWithAckMessage("anna", 1));

        Assert.Equal((1, NotFound), await AckAsync(server));
    }

    public static TheoryData<string> Malformed => ["no MessagePack", "no array", "without its fields", "of brackets alone", "a length without end", "too large"];

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task What_is_no_message_ends_the_connection_with_the_reason_and_nothing_else(string kind)
    {
        using var server = await ServiceSocket.OpenAsync(shared.Emulator, hub);

        await server.SendBytesAsync(kind switch
        {
            "no MessagePack" => [1, 0xC1],
            "no array" => [5, 0xA4, .. "text"u8],
            "without its fields" => [2, 0x91, 13],
            "of brackets alone" => [0xC0, 0x84, 0x3D, .. Enumerable.Repeat((byte)0x91, 1_000_000)],
            "a length without end" => [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
            // 16 MiB and one byte.
            _ => [0x81, 0x80, 0x80, 0x08],
        });

        Assert.False(string.IsNullOrEmpty(Assert.IsType<ServiceErrorMessage>(await server.NextAsync()).ErrorMessage));
        Assert.Null(await server.NextAsync());
        using var other = await ServiceSocket.OpenAsync(shared.Emulator, hub);
        await other.SendAsync(new CheckUserExistenceWithAckMessage("anna", 1));
        Assert.Equal((1, NotFound), await AckAsync(other));
    }

    [Fact]
    public async Task What_is_not_supported_is_answered_as_such()
    {
        using var server = await ServiceSocket.OpenAsync(shared.Emulator, hub);

        await server.SendAsync(new ClientInvocationMessage("i1", "c1", "s1", Frames("say", "x")));
        var completion = Assert.IsType<ErrorCompletionMessage>(await server.NextAsync());
        Assert.Equal(("i1", "c1", "s1"), (completion.InvocationId, completion.ConnectionId, completion.CallerServerId));
        Assert.Contains("does not support", completion.Error, StringComparison.Ordinal);

        await server.SendAsync(new GetConnectionClaimsMessage("c1", 3));
        Assert.Equal((3, Failed), await AckAsync(server));
    }

    [Fact]
    public async Task Groups_are_joined_and_left_without_an_answer_as_well()
    {
        using var server = await ServiceSocket.OpenAsync(shared.Emulator, hub);
        await using var anna = shared.Emulator.Client(hub, "anna");
        await anna.StartAsync(TestContext.Current.CancellationToken);

        await server.SendAsync(
            new JoinGroupMessage(anna.ConnectionId!, "a"), new JoinGroupMessage(anna.ConnectionId!, "b"), new UserJoinGroupMessage("anna", "c"), new CheckUserInGroupWithAckMessage("anna", "a", 1),
            new LeaveGroupMessage(anna.ConnectionId!, "a"), new CheckUserInGroupWithAckMessage("anna", "a", 2), new CheckUserInGroupWithAckMessage("anna", "c", 3),
            new UserLeaveGroupMessage("anna", "c"), new CheckUserInGroupWithAckMessage("anna", "c", 4), new LeaveGroupWithAckMessage(anna.ConnectionId!, null!, 5), new CheckGroupExistenceWithAckMessage("b", 6));

        Assert.Equal([(1, 1), (2, NotFound), (3, 1), (4, NotFound), (5, 1), (6, NotFound)],
            [await AckAsync(server), await AckAsync(server), await AckAsync(server), await AckAsync(server), await AckAsync(server), await AckAsync(server)]);
    }

    [Fact]
    public async Task A_message_reaches_nobody_whom_it_leaves_out()
    {
        using var server = await ServiceSocket.OpenAsync(shared.Emulator, hub);
        await using var anna = shared.Emulator.Client(hub, "anna");
        await using var ben = shared.Emulator.Client(hub, "ben");
        var (annas, bens) = (anna.Texts(), ben.Texts());
        await anna.StartAsync(TestContext.Current.CancellationToken);
        await ben.StartAsync(TestContext.Current.CancellationToken);

        await server.SendAsync(
            new UserJoinGroupMessage("anna", "team"), new UserJoinGroupMessage("ben", "team"),
            new GroupBroadcastDataMessage("team", Frames("say", "not for anna")) { ExcludedUserList = ["anna"] },
            new BroadcastDataMessage(Frames("say", "for anna")) { Filter = "userId eq 'anna'" },
            new BroadcastDataMessage(Frames("say", "for nobody")) { Filter = "userId eq" },
            new BroadcastDataMessage(new Dictionary<string, ReadOnlyMemory<byte>> { ["json"] = "{}"u8.ToArray() }),
            new BroadcastDataMessage(Frames("say", "for all")));

        Assert.Equal(["for anna", "for all"], [await annas.NextAsync(), await annas.NextAsync()]);
        Assert.Equal(["not for anna", "for all"], [await bens.NextAsync(), await bens.NextAsync()]);
    }

    [Fact]
    public async Task A_server_learns_whether_the_hub_has_clients()
    {
        using var server = await ServiceSocket.OpenAsync(shared.Emulator, hub);
        await server.SendAsync(new PingMessage { Messages = ["status", ""] });
        Assert.Equal(["status", "0", "clientcount", "0"], Assert.IsType<PingMessage>(await server.NextAsync()).Messages);

        await using var anna = shared.Emulator.Client(hub, "anna");
        await anna.StartAsync(TestContext.Current.CancellationToken);
        await server.SendAsync(new PingMessage { Messages = ["status", ""] });
        Assert.Equal(["status", "1", "clientcount", "1"], Assert.IsType<PingMessage>(await server.NextAsync()).Messages);
    }

    [Fact]
    public async Task A_server_hears_a_ping_every_five_seconds_and_is_dropped_when_it_says_nothing_for_thirty()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var emulator = await RunningEmulator.StartAsync(time);
        using var talking = await ServiceSocket.OpenAsync(emulator, hub);
        using var silent = await ServiceSocket.OpenAsync(emulator, hub);

        // The answer proves that the emulator has handled the earlier message and started its timer.
        await talking.SendAsync(new CheckUserExistenceWithAckMessage("anna", 1));
        Assert.Equal((1, NotFound), await AckAsync(talking));
        await silent.SendAsync(new CheckUserExistenceWithAckMessage("anna", 1));
        Assert.Equal((1, NotFound), await AckAsync(silent));
        for (var seconds = 5; seconds <= 30; seconds += 5)
        {
            time.Advance(TimeSpan.FromSeconds(5));
            Assert.Empty(Assert.IsType<PingMessage>(await silent.NextAsync()).Messages);
            Assert.Empty(Assert.IsType<PingMessage>(await talking.NextAsync()).Messages);
            await talking.SendAsync(new PingMessage(), new CheckUserExistenceWithAckMessage("anna", seconds));
            Assert.Equal((seconds, NotFound), await AckAsync(talking));
        }

        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Null(await silent.NextAsync());
        Assert.IsType<PingMessage>(await talking.NextAsync());
    }

    [Fact]
    public async Task A_key_is_lent_for_a_token_of_the_authority_only()
    {
        await using var authority = new Authority();
        await authority.StartAsync();
        await using var trusting = await RunningEmulator.StartAsync(null, $"Entra:Authority={authority.Address}/common/v2.0");
        using var server = await ServiceSocket.OpenAsync(trusting, hub);

        await server.SendAsync(new AccessKeyRequestMessage(authority.Issue("https://signalr.azure.com", "11111111-1111-1111-1111-111111111111")));
        var lent = Assert.IsType<AccessKeyResponseMessage>(await server.NextAsync());
        Assert.True(string.IsNullOrEmpty(lent.ErrorType), lent.ErrorMessage);
        var audience = $"{trusting.Address}/server/?hub={hub}";
        using var borrower = new ServiceSocket();
        Assert.Equal(
            System.Net.HttpStatusCode.SwitchingProtocols,
            await borrower.TryConnectAsync(trusting, $"hub={hub}", Tokens.Sign(lent.AccessKey!, Tokens.Claims(audience, TimeProvider.System.GetUtcNow().AddHours(1)), kid: lent.Kid)));

        foreach (var bad in (string[])[authority.Issue("https://signalr.azure.com", "11111111-1111-1111-1111-111111111111", foreignKey: true), "no token", trusting.ServerToken(hub)])
        {
            await server.SendAsync(new AccessKeyRequestMessage(bad));
            var refused = Assert.IsType<AccessKeyResponseMessage>(await server.NextAsync());
            Assert.False(string.IsNullOrEmpty(refused.ErrorType));
            Assert.True(string.IsNullOrEmpty(refused.AccessKey));
        }
    }

    private static async Task<(int Id, int Status)> AckAsync(ServiceSocket server)
    {
        var acknowledgement = Assert.IsType<AckMessage>(await server.NextAsync());
        return (acknowledgement.AckId, acknowledgement.Status);
    }

    private static Dictionary<string, ReadOnlyMemory<byte>> Frames(string target, string text) => new()
    {
        ["json"] = new JsonHubProtocol().GetMessageBytes(new InvocationMessage(target, [text])),
        ["messagepack"] = new MessagePackHubProtocol().GetMessageBytes(new InvocationMessage(target, [text])),
    };
}
