using System.Net;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.IdentityModel.JsonWebTokens;
using SignalREmulator.Hubs;
using SignalREmulator.Tokens;

namespace SignalREmulator.Tests;

/// <summary>What a client's token may require of the service, apart from access.</summary>
public sealed class ClaimTests(SharedEmulator shared) : IClassFixture<SharedEmulator>
{
    private const string Hub = "calendar";

    [Theory]
    [InlineData("1", "WebSockets")]
    [InlineData("2", "ServerSentEvents")]
    [InlineData("4", "LongPolling")]
    [InlineData("5", "WebSockets,LongPolling")]
    [InlineData("7", "WebSockets,ServerSentEvents,LongPolling")]
    [InlineData("15", "WebSockets,ServerSentEvents,LongPolling")]
    [InlineData("0", "WebSockets,ServerSentEvents,LongPolling")]
    [InlineData("8", "WebSockets,ServerSentEvents,LongPolling")]
    [InlineData("none", "WebSockets,ServerSentEvents,LongPolling")]
    public async Task Only_the_transports_that_the_token_allows_are_offered(string bits, string transports)
    {
        using var answer = await NegotiateAsync(claims => claims["asrs.s.htt"] = bits);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        Assert.Equal(transports, string.Join(',', body.RootElement.GetProperty("availableTransports").EnumerateArray().Select(offer => offer.GetProperty("transport").GetString())));
    }

    [Fact]
    public async Task A_transport_that_the_token_does_not_allow_is_not_found_and_an_allowed_one_works()
    {
        void OnlyPolls(Dictionary<string, object?> claims) => claims["asrs.s.htt"] = "4";
        await using var client = shared.Emulator.Client(Hub, "anna", HttpTransportType.LongPolling, claims: OnlyPolls);
        await client.StartAsync(TestContext.Current.CancellationToken);
        Assert.NotNull(client.ConnectionId);

        await using var stubborn = shared.Emulator.Client(Hub, "anna", HttpTransportType.WebSockets, claims: OnlyPolls);
        await Assert.ThrowsAnyAsync<Exception>(() => stubborn.StartAsync(TestContext.Current.CancellationToken));
        using var answer = await NegotiateAsync(OnlyPolls);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{shared.Emulator.Address}/client/?hub={Hub}&id={body.RootElement.GetProperty("connectionToken").GetString()}");
        request.Headers.Authorization = new("Bearer", shared.Emulator.ClientToken(Hub, "anna", OnlyPolls));
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var stream = await shared.Emulator.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, stream.StatusCode);
    }

    [Theory]
    [InlineData("1", 200)]
    [InlineData("-3", 200)]
    public async Task A_poll_that_has_nothing_to_say_ends_when_the_token_says_so(string seconds, int status)
    {
        void Shortly(Dictionary<string, object?> claims) => claims["asrs.s.ttl"] = seconds;
        using var answer = await NegotiateAsync(Shortly);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var address = $"{shared.Emulator.Address}/client/?hub={Hub}&id={body.RootElement.GetProperty("connectionToken").GetString()}";

        // The first poll opens the connection and returns at once; the second one waits.
        for (var poll = 0; poll < 2; poll++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Authorization = new("Bearer", shared.Emulator.ClientToken(Hub, "anna", Shortly));
            using var polled = await shared.Emulator.Http.SendAsync(request, TestContext.Current.CancellationToken).Soon();
            Assert.Equal(status, (int)polled.StatusCode);
            Assert.Empty(await polled.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
    }

    [Theory]
    [InlineData("true", "Connection closed with an error. InvalidDataException: ")]
    [InlineData("false", "Connection closed with an error.\"")]
    [InlineData(null, "Connection closed with an error.\"")]
    public async Task A_client_is_told_details_only_if_its_token_says_so(string? claim, string error)
    {
        await using var client = await RawClient.OpenAsync(shared.Emulator, Hub, claims: claims => claims["asrs.s.derror"] = claim);
        await client.SendAsync("[]");

        Assert.Contains(error, await client.FrameAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_apps_own_claims_are_the_identitys_and_the_services_are_not()
    {
        var token = new JsonWebToken(Tokens.Sign(RunningEmulator.Key, new Dictionary<string, object?>
        {
            ["aud"] = "http://localhost/client/?hub=calendar",
            ["exp"] = 4102444800,
            ["iss"] = "azure-signalr",
            ["sub"] = "first",
            ["asrs.s.uid"] = "anna",
            ["asrs.s.aut"] = "Bearer",
            ["asrs.s.nt"] = "called",
            ["asrs.s.rt"] = "job",
            ["asrs.s.dc"] = "true",
            ["called"] = "Anna",
            ["job"] = new[] { "admin", "nurse" },
            ["asrs.u.aud"] = "the app's own",
            ["asrs.u.sub"] = "second",
        }));
        var identity = ClientIdentity.From(token, HubName.From("calendar")!.Value, "Client");

        Assert.Equal("anna", identity.UserId);
        Assert.Equal("Bearer", identity.AuthenticationType);
        Assert.Equal("Anna", identity.Name);
        Assert.True(new ClaimsPrincipal(identity).IsInRole("nurse"));
        Assert.Equal(
            ["aud=the app's own", "called=Anna", "job=admin", "job=nurse", "sub=first", "sub=second"],
            identity.Claims.Where(claim => claim.Type != ClaimTypes.NameIdentifier).Select(claim => $"{claim.Type}={claim.Value}").Order(StringComparer.Ordinal));
    }

    private async Task<HttpResponseMessage> NegotiateAsync(Action<Dictionary<string, object?>> claims)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{shared.Emulator.Address}/client/negotiate?hub={Hub}&negotiateVersion=1");
        request.Headers.Authorization = new("Bearer", shared.Emulator.ClientToken(Hub, "anna", claims));
        return await shared.Emulator.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
