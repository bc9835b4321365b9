using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text.Json;

namespace SignalREmulator.Tests;

/// <summary>Each request of a client that opens a connection.</summary>
public sealed class NegotiationTests(SharedEmulator shared) : IClassFixture<SharedEmulator>
{
    [Fact]
    public async Task The_answer_offers_three_transports_and_a_secret_beside_the_public_id()
    {
        using var body = await NegotiateAsync("&negotiateVersion=1");

        Assert.Equal(1, body.RootElement.GetProperty("negotiateVersion").GetInt32());
        Assert.NotEqual(body.RootElement.GetProperty("connectionId").GetString(), body.RootElement.GetProperty("connectionToken").GetString());
        Assert.Equal(
            ["WebSockets:Text,Binary", "ServerSentEvents:Text", "LongPolling:Text,Binary"],
            body.RootElement.GetProperty("availableTransports").EnumerateArray().Select(transport =>
                $"{transport.GetProperty("transport")}:{string.Join(',', transport.GetProperty("transferFormats").EnumerateArray())}"));
    }

    [Fact]
    public async Task A_client_of_version_zero_gets_no_token()
    {
        using var body = await NegotiateAsync("");

        Assert.False(body.RootElement.TryGetProperty("connectionToken", out _));
        Assert.NotEmpty(body.RootElement.GetProperty("connectionId").GetString()!);
    }

    [Theory]
    [InlineData("/client/negotiate")]
    [InlineData("/client/negotiate?hub=")]
    [InlineData("/client/negotiate?hub=calendar&hub=calendar")]
    [InlineData("/client/negotiate?hub=calendar&hub=other")]
    [InlineData("/client/negotiate?hub=1calendar")]
    [InlineData("/client/negotiate?hub=cal-endar")]
    [InlineData("/client/negotiate?hub=calendar%0A")]
    [InlineData("/client/negotiate?hub=k%C3%A4lender")]
    [InlineData("/client/?hub=calendar&hub=other")]
    public async Task A_request_that_does_not_name_one_good_hub_is_refused(string path)
    {
        using var answer = await SendAsync(path.Contains("negotiate", StringComparison.Ordinal) ? HttpMethod.Post : HttpMethod.Get, path);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_hub_name_may_be_128_characters_and_no_more()
    {
        var longest = "h" + new string('_', 127);
        using var taken = await SendAsync(HttpMethod.Post, $"/client/negotiate?hub={longest}", longest);
        using var refused = await SendAsync(HttpMethod.Post, $"/client/negotiate?hub={longest}x", longest + "x");

        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Theory]
    [InlineData("GET", "&id=unknown", "text/event-stream", HttpStatusCode.NotFound)]
    [InlineData("GET", "&id=unknown", null, HttpStatusCode.NotFound)]
    [InlineData("POST", "&id=unknown", null, HttpStatusCode.NotFound)]
    [InlineData("DELETE", "&id=unknown", null, HttpStatusCode.NotFound)]
    [InlineData("GET", "", "text/event-stream", HttpStatusCode.BadRequest)]
    [InlineData("GET", "", null, HttpStatusCode.BadRequest)]
    [InlineData("POST", "", null, HttpStatusCode.BadRequest)]
    public async Task A_connection_that_was_never_negotiated_is_not_found(string method, string id, string? accept, HttpStatusCode status)
    {
        using var answer = await SendAsync(new HttpMethod(method), $"/client/?hub=calendar{id}", accept: accept);

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task A_socket_for_an_unknown_id_is_not_found_and_a_second_one_for_the_same_id_is_a_conflict()
    {
        using var body = await NegotiateAsync("&negotiateVersion=1");
        var id = body.RootElement.GetProperty("connectionToken").GetString()!;
        using var first = new ClientWebSocket();
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await ConnectAsync(first, id));

        using var second = new ClientWebSocket();
        Assert.Equal(HttpStatusCode.Conflict, await ConnectAsync(second, id));
        using var unknown = new ClientWebSocket();
        Assert.Equal(HttpStatusCode.NotFound, await ConnectAsync(unknown, "unknown"));
    }

    [Fact]
    public async Task A_token_in_the_address_is_for_sockets_and_streams_only()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{shared.Emulator.Address}/client/negotiate?hub=calendar&access_token={shared.Emulator.ClientToken("calendar")}");
        using var answer = await shared.Emulator.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_browsers_event_stream_brings_its_token_in_the_address()
    {
        using var body = await NegotiateAsync("&negotiateVersion=1");
        var id = body.RootElement.GetProperty("connectionToken").GetString()!;
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{shared.Emulator.Address}/client/?hub=calendar&id={id}&access_token={shared.Emulator.ClientToken("calendar")}");
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var answer = await shared.Emulator.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_browser_from_anywhere_may_negotiate_with_credentials()
    {
        using var answer = await PreflightAsync(shared.Emulator, "https://app.example");

        Assert.Equal("https://app.example", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal("true", answer.Headers.GetValues("Access-Control-Allow-Credentials").Single());
        Assert.Contains("x-signalr-user-agent", answer.Headers.GetValues("Access-Control-Allow-Headers").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_origins_are_configured_no_other_is_let_in()
    {
        await using var emulator = await RunningEmulator.StartAsync(null, "CorsOrigins:0=https://app.example");
        using var listed = await PreflightAsync(emulator, "https://app.example");
        using var other = await PreflightAsync(emulator, "https://other.example");

        Assert.True(listed.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.False(other.Headers.Contains("Access-Control-Allow-Origin"));
    }

    private static async Task<HttpResponseMessage> PreflightAsync(RunningEmulator emulator, string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, $"{emulator.Address}/client/negotiate?hub=calendar&negotiateVersion=1");
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "authorization,x-requested-with,x-signalr-user-agent");
        return await emulator.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private async Task<HttpStatusCode> ConnectAsync(ClientWebSocket socket, string id)
    {
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("Authorization", $"Bearer {shared.Emulator.ClientToken("calendar")}");
        try
        {
            var address = shared.Emulator.ClientAudience("calendar").Replace("http:", "ws:", StringComparison.Ordinal);
            await socket.ConnectAsync(new Uri($"{address}&id={id}"), TestContext.Current.CancellationToken).Soon();
        }
        catch (WebSocketException)
        {
            // The status has the reason.
        }

        return socket.HttpStatusCode;
    }

    private async Task<JsonDocument> NegotiateAsync(string query)
    {
        using var answer = await SendAsync(HttpMethod.Post, $"/client/negotiate?hub=calendar{query}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string hub = "calendar", string? accept = null)
    {
        using var request = new HttpRequestMessage(method, shared.Emulator.Address + path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", shared.Emulator.ClientToken(hub));
        if (accept is not null)
        {
            request.Headers.Accept.ParseAdd(accept);
        }

        return await shared.Emulator.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
