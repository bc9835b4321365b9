using System.Net.Http.Headers;
using System.Text;
using System.Threading.Channels;
using MessagePack;
using Microsoft.AspNetCore.SignalR.Client;

namespace SignalREmulator.Tests;

/// <summary>A client receives exactly what a caller sends.</summary>
public sealed class FidelityTests(SharedEmulator shared) : IClassFixture<SharedEmulator>
{
    private const string Everything = """
        [ {"b":1.50, "a":[null,true,false,{}], "a":"twice"},  12345678901234567890.123456789012345678901234567890, 1e400,-0, 0.1,
          "\u00e4\ud83d\ude00\u001e</script>\"\\", "ä😀 語", [], {"nested":{"deep":[[["x"]]]}}, 9223372036854775807, 18446744073709551615, null, "\ud800 alone" ]
        """;

    [Fact]
    public async Task Clients_of_the_json_protocol_get_the_arguments_byte_for_byte()
    {
        var hub = NewHub();
        await using var client = await RawClient.OpenAsync(shared.Emulator, hub);

        await PostAsync(hub, $$"""{"arguments":{{Everything}} ,"ignored":{"target":1},"TARGET":"ta\"rg\u00e9t"}""");

        Assert.Equal($$"""{"type":1,"target":"ta\"rgét","arguments":{{Everything}}}""", await client.FrameAsync());
    }

    [Fact]
    public async Task Clients_of_the_messagepack_protocol_get_the_same_in_their_own_terms()
    {
        var hub = NewHub();
        await using var client = shared.Emulator.Client(hub, messagePack: true);
        var inbox = Channel.CreateUnbounded<object?[]>();
        var types = Enumerable.Repeat(typeof(object), 13).ToArray();
        client.On("say", types, (arguments, _) => inbox.Writer.WriteAsync(arguments, TestContext.Current.CancellationToken).AsTask(), state: new object());
        await client.StartAsync(TestContext.Current.CancellationToken);

        await PostAsync(hub, $$"""{"target":"say","arguments":{{Everything.Replace("1e400", "1e308", StringComparison.Ordinal).Replace(", \"a\":\"twice\"", "", StringComparison.Ordinal)}}}""");

        var said = await inbox.Reader.NextAsync();
        var map = Assert.IsAssignableFrom<System.Collections.IDictionary>(said[0]);
        Assert.Equal(1.5, map["b"]);
        var list = Assert.IsType<object?[]>(map["a"]);
        Assert.Equal([null, true, false], list[..3]);
        Assert.Equal(12345678901234567890.123456789012345678901234567890, said[1]);
        Assert.Equal(1e308, said[2]);
        Assert.Equal(0L, Convert.ToInt64(said[3], null));
        Assert.Equal(0.1, said[4]);
        Assert.Equal("ä😀\u001e</script>\"\\", said[5]);
        Assert.Equal("ä😀 語", said[6]);
        Assert.Equal(Array.Empty<object>(), said[7]);
        Assert.Equal(long.MaxValue, Convert.ToInt64(said[9], null));
        Assert.Equal(ulong.MaxValue, said[10]);
        Assert.Null(said[11]);
        Assert.Equal("\uFFFD alone", said[12]);
    }

    [Fact]
    public async Task A_messagepack_body_reaches_clients_of_both_protocols()
    {
        var hub = NewHub();
        await using var json = await RawClient.OpenAsync(shared.Emulator, hub);
        await using var messagePack = shared.Emulator.Client(hub, messagePack: true);
        var inbox = Channel.CreateUnbounded<(byte[], DateTime, Dictionary<string, double>)>();
        messagePack.On<byte[], DateTime, Dictionary<string, double>>("say", (bytes, at, map) => inbox.Writer.TryWrite((bytes, at, map)));
        await messagePack.StartAsync(TestContext.Current.CancellationToken);
        var at = new DateTime(2026, 3, 29, 1, 59, 59, DateTimeKind.Utc);

        using var answer = await PostAsync(hub, "application/x-msgpack", Pack((ref writer) =>
        {
            writer.WriteMapHeader(2);
            writer.Write("Target");
            writer.Write("say");
            writer.Write("arguments");
            writer.WriteArrayHeader(3);
            writer.Write(new byte[] { 1, 2, 255 });
            writer.Write(at);
            writer.WriteMapHeader(1);
            writer.Write("half");
            writer.Write(0.5f);
        }));

        Assert.Equal(202, (int)answer.StatusCode);
        Assert.Equal("""{"type":1,"target":"say","arguments":["AQL/","2026-03-29T01:59:59Z",{"half":0.5}]}""", await json.FrameAsync());
        var (bytes, time, map) = await inbox.Reader.NextAsync();
        Assert.Equal([1, 2, 255], bytes);
        Assert.Equal(at, time);
        Assert.Equal(0.5, map["half"]);
    }

    [Fact]
    public async Task Finished_frames_go_to_the_clients_whose_protocol_they_are_in()
    {
        var hub = NewHub();
        await using var json = await RawClient.OpenAsync(shared.Emulator, hub);
        const string Frame = """{"type":1,"target":"framed","arguments":[ 1 ]}""";

        using var answer = await PostAsync(hub, "application/octet-stream", Pack((ref writer) =>
        {
            writer.WriteMapHeader(2);
            writer.Write("json");
            writer.Write(Encoding.UTF8.GetBytes(Frame + '\u001e'));
            writer.Write("messagepack");
            writer.Write(new byte[] { 2, 0x91, 6 });
        }));

        Assert.Equal(202, (int)answer.StatusCode);
        Assert.Equal(Frame, await json.FrameAsync());
    }

    [Theory]
    [InlineData("application/x-msgpack", "")]
    [InlineData("application/x-msgpack", "80")]
    [InlineData("application/x-msgpack", "c1")]
    [InlineData("application/x-msgpack", "90")]
    [InlineData("application/x-msgpack", "dfffffffff")]
    [InlineData("application/x-msgpack", "dbffffffff")]
    [InlineData("application/octet-stream", "c6ffffffff")]
    [InlineData("application/x-msgpack", "81a674617267657401")]
    [InlineData("application/x-msgpack", "81a6746172676574a178c0")]
    [InlineData("application/octet-stream", "80")]
    [InlineData("application/octet-stream", "81a46a736f6ec4027b7d")]
    [InlineData("application/octet-stream", "81ab6d6573736167657061636bc40109")]
    public async Task A_messagepack_body_that_is_none_is_refused(string type, string hex)
    {
        using var answer = await PostAsync("calendar", type, Convert.FromHexString(hex));

        Assert.Equal(400, (int)answer.StatusCode);
    }

    [Fact]
    public async Task A_body_of_nothing_but_opening_brackets_is_refused_and_the_emulator_lives()
    {
        byte[] deep = [0x82, 0xA6, .. "target"u8, 0xA1, (byte)'x', 0xA9, .. "arguments"u8, .. Enumerable.Repeat((byte)0x91, 1_000_000), 0xC0];
        using var messagePack = await PostAsync("calendar", "application/x-msgpack", deep);
        using var json = await PostAsync("calendar", $$"""{"target":"x","arguments":{{new string('[', 100_000)}}""");
        using var after = await PostAsync("calendar", """{"target":"x","arguments":[]}""");

        Assert.Equal([400, 400, 202], [(int)messagePack.StatusCode, (int)json.StatusCode, (int)after.StatusCode]);
    }

    private static string NewHub() => $"h{Guid.NewGuid():N}";

    private Task<HttpResponseMessage> PostAsync(string hub, string json) => PostAsync(hub, "application/json; charset=utf-8", Encoding.UTF8.GetBytes(json));

    private async Task<HttpResponseMessage> PostAsync(string hub, string type, byte[] bytes)
    {
        using var body = new ByteArrayContent(bytes);
        body.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return await shared.Emulator.CallAsync(HttpMethod.Post, $"/api/v1/hubs/{hub}", body);
    }

    private static byte[] Pack(Packing pack)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(buffer);
        pack(ref writer);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private delegate void Packing(ref MessagePackWriter writer);
}
