using Microsoft.AspNetCore.Http.Connections;

namespace SignalREmulator.Tests;

/// <summary>What clients may send, and the answers to anything else.</summary>
public sealed class HandshakeTests(SharedEmulator shared) : IClassFixture<SharedEmulator>
{
    [Theory]
    [InlineData("""{"protocol":"xml","version":1}""", "The protocol 'xml' is not supported.")]
    [InlineData("""{"protocol":"json","version":99}""", "Version 99 of the 'json' protocol is not supported.")]
    [InlineData("""{"protocol":"json"}""", "The handshake is not valid.")]
    [InlineData("hello", "The handshake is not valid.")]
    [InlineData("""{"protocol":"\ud800","version":1}""", "The handshake is not valid.")]
    public async Task A_handshake_that_is_not_understood_is_answered_with_the_reason(string handshake, string reason)
    {
        await using var client = await RawClient.ConnectAsync(shared.Emulator, "calendar");
        await client.SendAsync(handshake);

        Assert.Equal($$"""{"error":"{{reason.Replace("'", "\\u0027", StringComparison.Ordinal)}}"}""", (await client.FrameAsync())!.Replace("'", "\\u0027", StringComparison.Ordinal));
        Assert.Null(await client.FrameAsync());
    }

    [Fact]
    public async Task A_handshake_without_end_is_cut_off()
    {
        await using var client = await RawClient.ConnectAsync(shared.Emulator, "calendar");
        await client.SendUnendedAsync(new string(' ', 5000));

        Assert.Null(await client.FrameAsync());
    }

    [Theory]
    [InlineData(null, "00:00:01")]
    [InlineData("1", "00:01:00")]
    [InlineData("-5", "00:01:00")]
    public async Task A_client_that_says_nothing_is_let_go_after_the_configured_time_or_its_tokens_own(string? claim, string configured)
    {
        await using var emulator = await RunningEmulator.StartAsync(null, $"HandshakeTimeout={configured}");
        await using var client = await RawClient.ConnectAsync(emulator, "calendar", claims: claims => claims["asrs.s.cht"] = claim);

        Assert.Equal("""{"error":"Handshake was canceled."}""", await client.FrameAsync());
        Assert.Null(await client.FrameAsync());
    }

    [Fact]
    public async Task A_binary_protocol_on_a_text_transport_is_refused()
    {
        await using var client = shared.Emulator.Client("calendar", "anna", HttpTransportType.ServerSentEvents, messagePack: true);

        await Assert.ThrowsAnyAsync<Exception>(() => client.StartAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("""{"type":1,"target":"call","arguments":[1,{}]}""")]
    [InlineData("""{"type":1,"invocationId":"1","target":"call","arguments":[]}""")]
    [InlineData("""{"type":4,"invocationId":"1","target":"stream","arguments":[]}""")]
    [InlineData("""{"type":2,"invocationId":"1","item":1}""")]
    [InlineData("""{"type":3,"invocationId":"1","result":1}""")]
    [InlineData("""{"type":5,"invocationId":"1"}""")]
    [InlineData("""{"type":6}""")]
    [InlineData("""{"type":99}""")]
    public async Task What_a_client_calls_is_ignored_and_harmless(string frame)
    {
        var hub = $"h{Guid.NewGuid():N}";
        await using var client = await RawClient.OpenAsync(shared.Emulator, hub);
        await client.SendAsync(frame);
        await client.SendAsync(frame);

        await shared.Emulator.SendAsync(hub, "", "say", "still here");

        Assert.Equal("""{"type":1,"target":"say","arguments":["still here"]}""", await client.FrameAsync());
    }

    [Fact]
    public async Task Where_calls_are_not_ignored_the_caller_is_closed_with_the_reason()
    {
        await using var emulator = await RunningEmulator.StartAsync(null, "ClientInvocations=Disconnect");
        await using var client = await RawClient.OpenAsync(emulator, "calendar");
        await client.SendAsync("""{"type":6}""");
        await client.SendAsync("""{"type":1,"target":"call","arguments":[]}""");

        Assert.Equal("""{"type":7,"error":"Client invocations are not taken in serverless mode without an upstream."}""", await client.FrameAsync());
        Assert.Null(await client.FrameAsync());
    }

    [Fact]
    public async Task What_comes_right_behind_a_frame_of_an_unknown_type_is_heard()
    {
        await using var emulator = await RunningEmulator.StartAsync(null, "ClientInvocations=Disconnect");
        await using var client = await RawClient.OpenAsync(emulator, "calendar");
        await client.SendAsync($$"""{"type":99}{{RawClient.RecordSeparator}}{"type":1,"target":"call","arguments":[]}""");

        Assert.Equal("""{"type":7,"error":"Client invocations are not taken in serverless mode without an upstream."}""", await client.FrameAsync());
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"type":"one"}""")]
    [InlineData("""{"type":1}""")]
    [InlineData("""{"type":1,"target":"\ud800","arguments":[]}""")]
    [InlineData("""{"type":3,"invocationId":"\udc00"}""")]
    public async Task A_frame_that_is_none_closes_the_connection(string frame)
    {
        await using var client = await RawClient.OpenAsync(shared.Emulator, "calendar");
        await client.SendAsync(frame);

        Assert.Equal("""{"type":7,"error":"Connection closed with an error."}""", await client.FrameAsync());
        Assert.Null(await client.FrameAsync());
    }

    [Fact]
    public async Task A_frame_without_end_closes_the_connection()
    {
        await using var client = await RawClient.OpenAsync(shared.Emulator, "calendar");
        await client.SendUnendedAsync(new string(' ', 2 * 1024 * 1024));

        Assert.Equal("""{"type":7,"error":"Connection closed with an error."}""", await client.FrameAsync());
    }

    [Fact]
    public async Task A_client_that_says_goodbye_is_gone()
    {
        await using var client = await RawClient.OpenAsync(shared.Emulator, "farewell", "anna");
        await client.SendAsync("""{"type":7}""");

        Assert.Null(await client.FrameAsync());
        using var answer = await shared.Emulator.CallAsync(HttpMethod.Get, "/api/v1/hubs/farewell/users/anna");
        Assert.Equal(404, (int)answer.StatusCode);
    }
}
