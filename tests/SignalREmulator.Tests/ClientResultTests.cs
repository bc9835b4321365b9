using System.Buffers;
using System.Text;
using MessagePack;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.Time.Testing;

namespace SignalREmulator.Tests;

/// <summary>Calls to a client that return a result (<c>:invoke</c>).</summary>
public sealed class ClientResultTests(SharedEmulator shared) : IClassFixture<SharedEmulator>
{
    private readonly string hub = $"h{Guid.NewGuid():N}";

    [Theory]
    [InlineData(HttpTransportType.WebSockets, false)]
    [InlineData(HttpTransportType.WebSockets, true)]
    [InlineData(HttpTransportType.ServerSentEvents, false)]
    [InlineData(HttpTransportType.LongPolling, false)]
    [InlineData(HttpTransportType.LongPolling, true)]
    public async Task What_a_clients_method_returns_is_the_answer(HttpTransportType transport, bool messagePack)
    {
        await using var client = shared.Emulator.Client(hub, "anna", transport, messagePack);
        client.On("add", (int one, int other) => Task.FromResult(new Dictionary<string, int> { ["sum"] = one + other }));
        client.On("nothing", () => Task.FromResult<string?>(null));
        client.On("refuse", Task<int> () => throw new InvalidOperationException("not today"));
        await client.StartAsync(TestContext.Current.CancellationToken);

        Assert.Equal("""200 {"result":{"sum":5}}""", await InvokeAsync(client.ConnectionId!, """{"target":"add","arguments":[2,3]}"""));
        Assert.Equal("""200 {"result":null}""", await InvokeAsync(client.ConnectionId!, """{"target":"nothing"}"""));
        var failed = await InvokeAsync(client.ConnectionId!, """{"target":"refuse"}""");
        Assert.StartsWith("500 Error.Invocation.Failed ", failed, StringComparison.Ordinal);
        Assert.Contains("not today", failed, StringComparison.Ordinal);
        // The client libraries themselves answer that they have no such method.
        Assert.StartsWith("500 Error.Invocation.Failed ", await InvokeAsync(client.ConnectionId!, """{"target":"unknown"}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_json_clients_result_comes_byte_for_byte_and_a_void_one_is_left_out()
    {
        await using var client = await RawClient.OpenAsync(shared.Emulator, hub, "anna");
        var id = await OnlyConnectionAsync();
        var first = InvokeAsync(id, """{"target":"ask","arguments":[ 1 ]}""");
        Assert.Equal("""{"type":1,"invocationId":"s1","target":"ask","arguments":[ 1 ]}""", await client.FrameAsync());
        var second = InvokeAsync(id, """{"target":"ask"}""");
        Assert.Equal("""{"type":1,"invocationId":"s2","target":"ask","arguments":[]}""", await client.FrameAsync());

        await client.SendAsync("""{"type":3,"invocationId":"s2"}""");
        await client.SendAsync("""{"type":3,"invocationId":"s1","result":{ "a" : 1.50 }}""");
        await client.SendAsync("""{"type":3,"invocationId":"s1","result":"twice"}""");
        await client.SendAsync("""{"type":3,"invocationId":"s99","result":"unasked"}""");

        Assert.Equal("200 {}", await second);
        Assert.Equal("""200 {"result":{ "a" : 1.50 }}""", await first);
    }

    [Fact]
    public async Task Finished_frames_are_given_an_id_when_they_are_a_call()
    {
        await using var client = await RawClient.OpenAsync(shared.Emulator, hub, "anna");
        var id = await OnlyConnectionAsync();
        var asked = InvokeAsync(id, Framed("json", Encoding.UTF8.GetBytes("""{"type":1,"target":"ask","arguments":["x"]}""" + '\u001e')));
        Assert.Equal("""{"type":1,"invocationId":"s1","target":"ask","arguments":["x"]}""", await client.FrameAsync());
        await client.SendAsync("""{"type":3,"invocationId":"s1","result":7}""");

        Assert.Equal("""200 {"result":7}""", await asked);
        Assert.StartsWith("400 ", await InvokeAsync(id, Framed("json", Encoding.UTF8.GetBytes("""{"type":6}""" + '\u001e'))), StringComparison.Ordinal);
        Assert.StartsWith("400 ", await InvokeAsync(id, Framed("json", Encoding.UTF8.GetBytes("""{"type":1""" + '\u001e'))), StringComparison.Ordinal);
        Assert.StartsWith("400 ", await InvokeAsync(id, Framed("messagepack", [2, 0x91, 6])), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finished_messagepack_frames_are_given_an_id_as_well()
    {
        await using var client = shared.Emulator.Client(hub, "anna", messagePack: true);
        client.On("double", (int number) => Task.FromResult(2 * number));
        await client.StartAsync(TestContext.Current.CancellationToken);
        byte[] body = [0x96, 1, 0x80, 0xC0, 0xA6, .. "double"u8, 0x91, 21, 0x90];

        Assert.Equal("""200 {"result":42}""", await InvokeAsync(client.ConnectionId!, Framed("messagepack", [(byte)body.Length, .. body])));
        Assert.StartsWith("400 ", await InvokeAsync(client.ConnectionId!, Framed("messagepack", [2, 0x91, 6])), StringComparison.Ordinal);
        byte[] deep = [0x95, 1, 0x80, 0xC0, 0xA1, (byte)'x', .. Enumerable.Repeat((byte)0x91, 1000), 0x90];
        Assert.StartsWith("400 ", await InvokeAsync(client.ConnectionId!, Framed("messagepack", [(byte)(deep.Length | 0x80), (byte)(deep.Length >> 7), .. deep])), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_is_not_there_is_not_found()
    {
        Assert.StartsWith("404 Error.Connection.NotExisted ", await InvokeAsync("gone", """{"target":"ask"}"""), StringComparison.Ordinal);
        Assert.StartsWith("400 InvalidArgument ", await InvokeAsync("gone", "{}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_client_that_leaves_instead_of_answering_is_not_found(bool closed)
    {
        await using var client = await RawClient.OpenAsync(shared.Emulator, hub, "anna");
        var id = await OnlyConnectionAsync();
        var asked = InvokeAsync(id, """{"target":"ask"}""");
        await client.FrameAsync();
        if (closed)
        {
            await shared.Emulator.CallAsync(HttpMethod.Delete, $"/api/v1/hubs/{hub}/connections/{id}");
        }

        await client.DisposeAsync();

        Assert.StartsWith("404 Error.Connection.NotExisted ", await asked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_takes_too_long_is_not_waited_for_and_its_late_answer_harms_nobody()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var emulator = await RunningEmulator.StartAsync(time, "ClientInvocations=Disconnect", "ClientResultTimeout=00:00:20");
        await using var client = await RawClient.OpenAsync(emulator, hub, "anna");
        var asked = InvokeAsync(emulator, await OnlyConnectionAsync(emulator), RunningEmulator.Json("""{"target":"ask"}"""));
        await client.FrameAsync();

        time.Advance(TimeSpan.FromSeconds(21));
        Assert.StartsWith("500 Error.Invocation.Timeout ", await asked, StringComparison.Ordinal);
        await client.SendAsync("""{"type":3,"invocationId":"s1","result":1}""");
        await emulator.SendAsync(hub, "", "say", "still here");

        string? frame;
        do
        {
            frame = await client.FrameAsync();
        }
        while (frame == """{"type":6}""");
        Assert.Contains("still here", frame, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_that_gives_up_leaves_nothing_behind()
    {
        await using var client = await RawClient.OpenAsync(shared.Emulator, hub, "anna");
        var id = await OnlyConnectionAsync();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{shared.Emulator.Address}{Path(id)}") { Content = RunningEmulator.Json("""{"target":"ask"}""") };
        request.Headers.Authorization = new("Bearer", shared.Emulator.RestToken(Path(id)));
        var asked = shared.Emulator.Http.SendAsync(request, patience.Token);
        await client.FrameAsync();

        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        await client.SendAsync("""{"type":3,"invocationId":"s1","result":1}""");
        var next = InvokeAsync(id, """{"target":"ask"}""");
        Assert.Contains("s2", await client.FrameAsync(), StringComparison.Ordinal);
        await client.SendAsync("""{"type":3,"invocationId":"s2","result":2}""");

        Assert.Equal("""200 {"result":2}""", await next);
    }

    private string Path(string id) => $"/api/hubs/{hub}/connections/{id}/:invoke?api-version={RunningEmulator.Version}";

    private Task<string> InvokeAsync(string id, string body) => InvokeAsync(id, RunningEmulator.Json(body));

    private Task<string> InvokeAsync(string id, HttpContent body) => InvokeAsync(shared.Emulator, id, body);

    /// <summary>The status, the error code if there is one, and the body.</summary>
    private async Task<string> InvokeAsync(RunningEmulator emulator, string id, HttpContent body)
    {
        using var answer = await emulator.CallAsync(HttpMethod.Post, Path(id), body).Soon();
        var code = answer.Headers.TryGetValues("x-ms-error-code", out var codes) ? codes.Single() + " " : "";
        return $"{(int)answer.StatusCode} {code}{await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}";
    }

    private Task<string> OnlyConnectionAsync() => OnlyConnectionAsync(shared.Emulator);

    private async Task<string> OnlyConnectionAsync(RunningEmulator emulator)
    {
        await emulator.AddUserAsync(hub, "anna", "team", ttl: 0);
        using var answer = await emulator.CallAsync(HttpMethod.Get, $"/api/hubs/{hub}/groups/team/connections?api-version={RunningEmulator.Version}");
        using var page = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return page.RootElement.GetProperty("value").EnumerateArray().Single().GetProperty("connectionId").GetString()!;
    }

    private static ByteArrayContent Framed(string protocol, byte[] frames)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(buffer);
        writer.WriteMapHeader(1);
        writer.Write(protocol);
        writer.Write(frames);
        writer.Flush();
        return new ByteArrayContent(buffer.WrittenSpan.ToArray()) { Headers = { ContentType = new("application/octet-stream") } };
    }
}
