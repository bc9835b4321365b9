using System.Net;
using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace SignalREmulator.Tests;

/// <summary>How long a negotiated client may take to connect.</summary>
public sealed class DeadlineTests
{
    private const string Hub = "calendar";

    [Theory]
    [InlineData("negotiateVersion=1", 4, HttpStatusCode.SwitchingProtocols)]
    [InlineData("negotiateVersion=1", 6, HttpStatusCode.NotFound)]
    [InlineData("", 4, HttpStatusCode.SwitchingProtocols)]
    [InlineData("", 6, HttpStatusCode.NotFound)]
    public async Task A_client_that_connects_more_than_five_seconds_after_its_negotiation_is_not_found(string version, int seconds, HttpStatusCode status)
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var emulator = await RunningEmulator.StartAsync(time);
        var id = await NegotiateAsync(emulator, version);

        time.Advance(TimeSpan.FromSeconds(seconds));
        using var first = new Socket(id);
        using var second = new Socket(id);

        Assert.Equal(status, await first.ConnectAsync(emulator));
        // After the deadline every attempt is refused. A second socket on an open connection is refused for another reason.
        Assert.Equal(status == HttpStatusCode.NotFound ? HttpStatusCode.NotFound : HttpStatusCode.Conflict, await second.ConnectAsync(emulator));
    }

    [Theory]
    [InlineData("text/event-stream")]
    [InlineData("*/*")]
    public async Task The_deadline_holds_for_event_streams_and_polls_as_well(string accept)
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var emulator = await RunningEmulator.StartAsync(time, "ConnectDeadline=00:00:02");
        var (late, soon) = (await NegotiateAsync(emulator, "negotiateVersion=1"), await NegotiateAsync(emulator, "negotiateVersion=1"));

        using var opened = await GetAsync(emulator, soon, accept);
        time.Advance(TimeSpan.FromSeconds(3));
        using var refused = await GetAsync(emulator, late, accept);

        Assert.Equal(HttpStatusCode.OK, opened.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_client_that_polls_is_not_held_to_the_deadline_again()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var emulator = await RunningEmulator.StartAsync(time);
        var id = await NegotiateAsync(emulator, "negotiateVersion=1");
        using var first = await GetAsync(emulator, id, "*/*");
        using var handshake = await PostAsync(emulator, id, "{\"protocol\":\"json\",\"version\":1}\u001e");

        time.Advance(TimeSpan.FromSeconds(60));
        using var later = await GetAsync(emulator, id, "*/*");

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(HttpStatusCode.OK, handshake.StatusCode);
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
        Assert.Equal("{}\u001e", await later.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("text/event-stream")]
    [InlineData("*/*")]
    public async Task Once_the_token_has_run_out_every_request_of_the_other_transports_is_refused(string accept)
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var emulator = await RunningEmulator.StartAsync(time, "TokenClockSkew=00:00:00");
        var token = emulator.ClientToken(Hub, "anna", claims => claims["exp"] = time.GetUtcNow().AddSeconds(10).ToUnixTimeSeconds());
        var id = await NegotiateAsync(emulator, "negotiateVersion=1", token);
        using var opened = await GetAsync(emulator, id, accept, token);
        time.Advance(TimeSpan.FromSeconds(11));
        using var said = await PostAsync(emulator, id, "{\"type\":6}\u001e", token);
        using var polled = await GetAsync(emulator, id, accept, token);

        Assert.Equal(HttpStatusCode.OK, opened.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, said.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, polled.StatusCode);
    }

    private static async Task<string> NegotiateAsync(RunningEmulator emulator, string version, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{emulator.Address}/client/negotiate?hub={Hub}&{version}");
        request.Headers.Authorization = new("Bearer", token ?? emulator.ClientToken(Hub));
        using var answer = await emulator.Http.SendAsync(request, TestContext.Current.CancellationToken);
        using var body = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return body.RootElement.GetProperty(version.Length > 0 ? "connectionToken" : "connectionId").GetString()!;
    }

    private static async Task<HttpResponseMessage> GetAsync(RunningEmulator emulator, string id, string accept, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{emulator.Address}/client/?hub={Hub}&id={id}");
        request.Headers.Authorization = new("Bearer", token ?? emulator.ClientToken(Hub));
        request.Headers.Accept.ParseAdd(accept);
        return await emulator.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken).Soon();
    }

    private static async Task<HttpResponseMessage> PostAsync(RunningEmulator emulator, string id, string frame, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{emulator.Address}/client/?hub={Hub}&id={id}") { Content = new StringContent(frame, Encoding.UTF8, "text/plain") };
        request.Headers.Authorization = new("Bearer", token ?? emulator.ClientToken(Hub));
        return await emulator.Http.SendAsync(request, TestContext.Current.CancellationToken).Soon();
    }
}
