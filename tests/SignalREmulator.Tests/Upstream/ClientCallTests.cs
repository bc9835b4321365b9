using System.Text;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace SignalREmulator.Tests.Upstream;

/// <summary>The requests to an upstream when clients call, and the answers to the clients.</summary>
public sealed class ClientCallTests(SharedUpstream shared) : IClassFixture<SharedUpstream>
{
    private const string Call = """{"type":1,"invocationId":"1","target":"add","arguments":[1, 2.50,{"a":"ö"}]}""";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_gets_the_upstreams_completion(bool messagePack)
    {
        var upstream = shared.NewHub();
        IHubProtocol protocol = messagePack ? new MessagePackHubProtocol() : new JsonHubProtocol();
        upstream.Answer = (context, told) =>
            told.Event == "add" ? RecordingUpstream.Body(protocol.GetMessageBytes(CompletionMessage.WithResult("1", 42)).ToArray())(context, told) : Task.CompletedTask;
        await using var client = shared.Emulator.Client(upstream.Name, "anna", messagePack: messagePack);
        await client.StartAsync(TestContext.Current.CancellationToken);
        await upstream.NextAsync();

        Assert.Equal(42, await client.InvokeAsync<int>("add", "one", 2, TestContext.Current.CancellationToken).Soon());

        var told = await upstream.NextAsync();
        Assert.Equal($"/{upstream.Name}/messages/add", told.Path);
        Assert.Equal(messagePack ? "application/x-msgpack" : "application/json", told.ContentType);
        Assert.Equal(("messages", "add", "anna", client.ConnectionId), (told.Headers["X-ASRS-Category"], told.Event, told.Headers["X-ASRS-User-Id"], told.Headers["X-ASRS-Connection-Id"]));
        // The same call, written by the protocol's own code, without the record separator or the length.
        var frame = protocol.GetMessageBytes(new InvocationMessage("1", "add", ["one", 2])).ToArray();
        Assert.Equal(messagePack ? frame[1..] : frame[..^1], told.Body);
    }

    [Fact]
    public async Task The_body_is_the_call_as_the_client_wrote_it_without_its_frame()
    {
        var upstream = shared.NewHub();
        await using var client = await RawClient.OpenAsync(shared.Emulator, upstream.Name);
        await upstream.NextAsync();

        await client.SendAsync("{\"type\":6}\u001e" + Call + "\u001e" + """{"type":1,"target":"tell","arguments":[]}""");

        Assert.Equal(Call, (await upstream.NextAsync()).Text);
        Assert.Equal("""{"type":1,"target":"tell","arguments":[]}""", (await upstream.NextAsync()).Text);
    }

    [Theory]
    [InlineData(200, """{"type":3,"invocationId":"1"}""")]
    [InlineData(204, """{"type":3,"invocationId":"1"}""")]
    [InlineData(201, """{"type":3,"invocationId":"1","error":"Invocation failed, status code 201"}""")]
    [InlineData(302, """{"type":3,"invocationId":"1","error":"Invocation failed, status code 302"}""")]
    [InlineData(403, """{"type":3,"invocationId":"1","error":"Invocation failed, status code 403"}""")]
    [InlineData(500, """{"type":3,"invocationId":"1","error":"Invocation failed, status code 500"}""")]
    public async Task An_answer_without_a_body_ends_the_call_by_its_status(int status, string completion)
    {
        var upstream = shared.NewHub();
        upstream.Answer = (context, _) =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "https://example.com/";
            return Task.CompletedTask;
        };
        await using var client = await RawClient.OpenAsync(shared.Emulator, upstream.Name);

        await client.SendAsync(Call);

        Assert.Equal(completion, await client.FrameAsync());
    }

    [Theory]
    [InlineData("{\"type\":3,\"invocationId\":\"1\",\"result\":[1]}\u001e", null)]
    [InlineData("{\"type\":3,\"invocationId\":\"1\",\"error\":\"no\"}\u001e", null)]
    [InlineData("{\"type\":3,\"invocationId\":\"1\",\"result\":1}", "")]
    [InlineData("{\"type\":3,\"invocationId\":\"2\",\"result\":1}\u001e", "")]
    [InlineData("{\"type\":3,\"invocationId\":\"1\",\"result\":1}\u001e{\"type\":7}\u001e", "")]
    [InlineData("{\"type\":1,\"target\":\"say\",\"arguments\":[]}\u001e", "")]
    [InlineData("<html>\u001e", "")]
    public async Task Only_a_completion_of_that_very_call_gets_through(string body, string? refused)
    {
        var upstream = shared.NewHub();
        upstream.Answer = (context, told) => told.Event == "add" ? RecordingUpstream.Body(Encoding.UTF8.GetBytes(body))(context, told) : Task.CompletedTask;
        await using var client = await RawClient.OpenAsync(shared.Emulator, upstream.Name);

        await client.SendAsync(Call);

        Assert.Equal(
            refused is null ? body[..^1] : """{"type":3,"invocationId":"1","error":"Invocation failed, the response is not a completion of this call in the json protocol."}""",
            await client.FrameAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_over_16_MB_ends_the_call_with_an_error(bool announced)
    {
        var upstream = shared.NewHub();
        upstream.Answer = async (context, told) =>
        {
            if (told.Event != "add")
            {
                return;
            }

            if (announced)
            {
                context.Response.ContentLength = (16 * 1024 * 1024) + 1;
            }

            try
            {
                for (var megabyte = 0; megabyte <= 16; megabyte++)
                {
                    await context.Response.Body.WriteAsync(new byte[megabyte == 16 ? 1 : 1024 * 1024], context.RequestAborted);
                }
            }
            catch (OperationCanceledException)
            {
                // The emulator does not read the rest.
            }
        };
        await using var client = await RawClient.OpenAsync(shared.Emulator, upstream.Name);

        await client.SendAsync(Call);

        Assert.Equal("""{"type":3,"invocationId":"1","error":"Invocation failed, response too large."}""", await client.FrameAsync());
    }

    [Fact]
    public async Task An_upstream_that_is_not_there_is_a_500()
    {
        await using var emulator = await RunningEmulator.StartWithAsync(null, "--UpstreamSettings:Templates:0:UrlTemplate=http://127.0.0.1:1/");
        await using var client = await RawClient.OpenAsync(emulator, "chat");

        await client.SendAsync(Call);

        Assert.Equal("""{"type":3,"invocationId":"1","error":"Invocation failed, status code 500"}""", await client.FrameAsync());
    }

    [Fact]
    public async Task An_upstream_that_does_not_answer_in_time_is_a_500()
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        upstream.Answer = (context, told) => told.Event == "add" ? Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default) : Task.CompletedTask;
        await using var emulator = await upstream.EmulatorAsync(null, "--SignalREmulator:Upstream:Timeout=00:00:01");
        await using var client = await RawClient.OpenAsync(emulator, "chat");

        await client.SendAsync(Call);

        Assert.Equal("""{"type":3,"invocationId":"1","error":"Invocation failed, status code 500"}""", await client.FrameAsync());
    }

    [Fact]
    public async Task A_call_that_nobody_waits_for_is_told_and_answered_by_nothing()
    {
        var upstream = shared.NewHub();
        upstream.Answer = RecordingUpstream.Body("{\"type\":3,\"invocationId\":\"1\"}\u001e"u8.ToArray());
        await using var client = await RawClient.OpenAsync(shared.Emulator, upstream.Name);
        await upstream.NextAsync();

        await client.SendAsync("""{"type":1,"target":"tell","arguments":["it"]}""");
        Assert.Equal("tell", (await upstream.NextAsync()).Event);
        await shared.Emulator.SendAsync(upstream.Name, "", "say", "the only thing");

        Assert.Contains("the only thing", await client.FrameAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stream_cannot_be_had(bool messagePack)
    {
        var upstream = shared.NewHub();
        await using var client = shared.Emulator.Client(upstream.Name, messagePack: messagePack);
        await client.StartAsync(TestContext.Current.CancellationToken);
        Assert.Equal("connected", (await upstream.NextAsync()).Event);

        foreach (var arguments in new object?[][] { [], ["one", 2] })
        {
            var refused = await Assert.ThrowsAsync<HubException>(async () =>
            {
                await foreach (var _ in client.StreamAsyncCore<int>("count", arguments, TestContext.Current.CancellationToken))
                {
                }
            });
            Assert.Contains("streams are not supported", refused.Message, StringComparison.Ordinal);
        }

        Assert.False(upstream.Events.TryRead(out _));
    }

    [Theory]
    [InlineData("..")]
    [InlineData("a\\nX-ASRS-User-Id: anna")]
    [InlineData("a\\r\\n\\r\\nPOST /")]
    public async Task A_target_that_would_lead_elsewhere_is_told_to_nobody(string target)
    {
        var upstream = shared.NewHub();
        await using var client = await RawClient.OpenAsync(shared.Emulator, upstream.Name);
        Assert.Equal("connected", (await upstream.NextAsync()).Event);

        await client.SendAsync($$"""{"type":1,"invocationId":"1","target":"{{target}}","arguments":[]}""");
        Assert.Equal("""{"type":3,"invocationId":"1","error":"Invocation failed, the target cannot be passed on."}""", await client.FrameAsync());
        await client.SendAsync("""{"type":1,"target":"harmless/?#語","arguments":[]}""");

        Assert.Equal("harmless/?#語", (await upstream.NextAsync()).Event);
    }

    [Fact]
    public async Task A_call_that_no_template_takes_is_as_if_there_were_no_upstream()
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var emulator = await upstream.EmulatorAsync(null, "--UpstreamSettings:Templates:0:CategoryPattern=connections", "--SignalREmulator:ClientInvocations=Disconnect");
        await using var client = await RawClient.OpenAsync(emulator, "chat");

        await client.SendAsync(Call);

        Assert.Equal("""{"type":7,"error":"Client invocations are not taken in serverless mode without an upstream."}""", await client.FrameAsync());
    }
}
