using System.Net;
using System.Text;
using System.Text.Json;

namespace SignalREmulator.Tests;

public sealed class BodyTests(SharedEmulator shared) : IClassFixture<SharedEmulator>
{
    private const string Path = "/api/v1/hubs/calendar";

    [Theory]
    [InlineData("", "line 1")]
    [InlineData("{", "line 1")]
    [InlineData("{\n\"target\":\"x\",\n\"arguments\":[}", "line 3")]
    [InlineData("""{"target":"x","arguments":[01]}""", "line 1")]
    [InlineData("""{"target":"x","arguments":[]} {}""", "line 1")]
    [InlineData("""{"target":"x","arguments":[],}""", "line 1")]
    [InlineData("""["target"]""", "object")]
    [InlineData("null", "object")]
    [InlineData("{}", "target")]
    [InlineData("""{"arguments":[]}""", "target")]
    [InlineData("""{"target":"","arguments":[]}""", "target")]
    [InlineData("""{"target":null,"arguments":[]}""", "target")]
    [InlineData("""{"target":7,"arguments":[]}""", "target")]
    [InlineData("""{"target":"\ud800","arguments":[]}""", "target")]
    [InlineData("""{"target":"x","arguments":{}}""", "arguments")]
    [InlineData("""{"target":"x","arguments":"y"}""", "arguments")]
    public async Task A_bad_body_is_refused_with_its_reason(string body, string reason)
    {
        using var answer = await shared.Emulator.CallAsync(HttpMethod.Post, Path, RunningEmulator.Json(body));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        using var error = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("payload", error.RootElement.GetProperty("target").GetString());
        Assert.Contains(reason, error.RootElement.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_refused()
    {
        using var body = new ByteArrayContent([.. "{\"target\":\"x\",\"arguments\":[\""u8, 0xFF, .. "\"]}"u8]);
        body.Headers.ContentType = new("application/json");
        using var answer = await shared.Emulator.CallAsync(HttpMethod.Post, Path, body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("""{"target":"x","arguments":null}""")]
    [InlineData("""{"TARGET":"x"}""")]
    [InlineData("\uFEFF{\"Target\":\"x\",\"Arguments\":[1]}")]
    [InlineData("""  {"other":{"target":[]},"target":"x"}  """)]
    public async Task A_body_may_be_written_in_several_ways(string body)
    {
        using var answer = await shared.Emulator.CallAsync(HttpMethod.Post, Path, RunningEmulator.Json(body));

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    [Theory]
    [InlineData("application/json", HttpStatusCode.Accepted)]
    [InlineData("Application/JSON; charset=\"UTF-8\"", HttpStatusCode.Accepted)]
    [InlineData("application/json; charset=latin1", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("text/plain", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("nonsense", HttpStatusCode.UnsupportedMediaType)]
    [InlineData(null, HttpStatusCode.UnsupportedMediaType)]
    public async Task Only_the_documented_media_types_are_read(string? type, HttpStatusCode status)
    {
        using var body = new ByteArrayContent("""{"target":"x"}"""u8.ToArray());
        if (type is not null)
        {
            body.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        using var answer = await shared.Emulator.CallAsync(HttpMethod.Post, Path, body);

        Assert.Equal(status, answer.StatusCode);
    }

    [Theory]
    [InlineData(0, true, HttpStatusCode.Accepted)]
    [InlineData(0, false, HttpStatusCode.Accepted)]
    [InlineData(1, true, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(1, false, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_body_of_a_mebibyte_is_taken_and_a_byte_more_is_not_announced_or_chunked(int over, bool chunked, HttpStatusCode status)
    {
        const string Frame = """{"target":"x","arguments":[""]}""";
        var bytes = Encoding.UTF8.GetBytes(Frame.Insert(Frame.Length - 3, new string('a', 1024 * 1024 - Frame.Length + over)));
        using var body = chunked ? new ChunkedContent(bytes) : (HttpContent)new ByteArrayContent(bytes);
        body.Headers.ContentType = new("application/json");
        using var answer = await shared.Emulator.CallAsync(HttpMethod.Post, Path, body);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(over == 1, answer.Headers.Contains("x-ms-error-code"));
    }

    private sealed class ChunkedContent(byte[] bytes) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            foreach (var chunk in bytes.Chunk(10_000))
            {
                await stream.WriteAsync(chunk);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = -1;
            return false;
        }
    }
}
