using System.Net;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.Extensions.Time.Testing;

namespace SignalREmulator.Tests.Faults;

/// <summary>Requests that are refused, and a clock that is wrong.</summary>
public sealed class RefusalTests
{
    private const string Hub = "calendar";

    [Fact]
    public async Task A_refused_request_has_the_services_shape_and_has_done_nothing()
    {
        await using var emulator = await RunningEmulator.StartAsync(null, FaultCalls.Enabled);
        await emulator.FaultsAsync("""{"requests":{"rate":1,"status":503,"retryAfterSeconds":2}}""");

        using var refused = await emulator.AddUserAsync(Hub, "anna", "team");
        using var unsigned = await emulator.Http.PostAsync(new Uri(emulator.Address + $"/api/v1/hubs/{Hub}"), RunningEmulator.Json("{}"), TestContext.Current.CancellationToken);
        using var health = await emulator.CallAsync(HttpMethod.Get, "/api/health");
        await emulator.ClearFaultsAsync();
        using var known = await emulator.CallAsync(HttpMethod.Get, $"/api/v1/hubs/{Hub}/groups/team/users/anna");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal("ServiceUnavailable", refused.Headers.GetValues("x-ms-error-code").Single());
        Assert.Equal(TimeSpan.FromSeconds(2), refused.Headers.RetryAfter?.Delta);
        Assert.Equal("ServiceUnavailable", JsonNode.Parse(await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["code"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, unsigned.StatusCode);
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, known.StatusCode);
        Assert.Equal(2, (await emulator.StatusAsync())["counters"]!["refused"]!.GetValue<int>());
    }

    [Fact]
    public async Task The_same_seed_refuses_the_same_requests()
    {
        await using var emulator = await RunningEmulator.StartAsync(null, FaultCalls.Enabled);

        var first = await StatusesAsync(emulator, 11);
        var again = await StatusesAsync(emulator, 11);

        Assert.Equal(first, again);
        Assert.Contains(202, first);
        Assert.Contains(429, first);
    }

    [Theory]
    [InlineData(HttpTransportType.WebSockets)]
    [InlineData(HttpTransportType.ServerSentEvents)]
    [InlineData(HttpTransportType.LongPolling)]
    public async Task A_refused_negotiation_keeps_new_clients_out_and_leaves_the_others_be(HttpTransportType transport)
    {
        await using var emulator = await RunningEmulator.StartAsync(null, FaultCalls.Enabled);
        await using var inside = emulator.Client(Hub, transport: transport);
        var inbox = inside.Texts();
        await inside.StartAsync(TestContext.Current.CancellationToken);
        await using var outside = emulator.Client(Hub, transport: transport);

        await emulator.FaultsAsync("""{"negotiations":{"rate":1,"status":429}}""");
        var refusal = await Assert.ThrowsAnyAsync<HttpRequestException>(() => outside.StartAsync(TestContext.Current.CancellationToken));
        await emulator.SendAsync(Hub, "", "say", "still here");
        await emulator.SendAsync(Hub, "", "say", "and still");

        Assert.Equal(HttpStatusCode.TooManyRequests, refusal.StatusCode);
        Assert.Equal("still here", await inbox.NextAsync());
        Assert.Equal("and still", await inbox.NextAsync());
        await emulator.ClearFaultsAsync();
        await outside.StartAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_client_that_skips_the_negotiation_can_be_refused_as_well()
    {
        await using var emulator = await RunningEmulator.StartAsync(null, FaultCalls.Enabled);
        await emulator.FaultsAsync("""{"negotiations":{"rate":1,"status":500}}""");

        var refusal = await Assert.ThrowsAsync<WebSocketException>(() => RawClient.ConnectAsync(emulator, Hub));

        Assert.Contains("500", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_that_goes_ahead_ends_tokens_early_and_one_that_lags_takes_them_longer()
    {
        await using var emulator = await RunningEmulator.StartAsync(null, FaultCalls.Enabled);
        const string Path = $"/api/v1/hubs/{Hub}/groups/none";
        var expired = Tokens.Sign(RunningEmulator.Key, Tokens.Claims(emulator.Address + Path, TimeProvider.System.GetUtcNow().AddMinutes(-10)));

        await emulator.FaultsAsync("""{"clockSkewSeconds":7200}""");
        using var ahead = await emulator.CallAsync(HttpMethod.Get, Path);
        await Assert.ThrowsAsync<WebSocketException>(() => RawClient.ConnectAsync(emulator, Hub));
        await emulator.FaultsAsync("""{"clockSkewSeconds":-1200}""");
        using var behind = await emulator.CallAsync(HttpMethod.Get, Path, token: expired);
        await emulator.ClearFaultsAsync();
        using var right = await emulator.CallAsync(HttpMethod.Get, Path, token: expired);

        Assert.Equal(HttpStatusCode.Unauthorized, ahead.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, behind.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, right.StatusCode);
    }

    [Fact]
    public async Task A_clock_that_goes_ahead_closes_connections_whose_time_has_come_by_it_and_counts_no_silence()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var emulator = await RunningEmulator.StartAsync(time, FaultCalls.Enabled);
        await using var closing = await RawClient.OpenAsync(emulator, Hub, "anna", claims =>
        {
            claims["asrs.s.coae"] = "true";
            claims["asrs.s.aeo"] = time.GetUtcNow().AddMinutes(10).ToUnixTimeSeconds();
        });
        await using var staying = await RawClient.OpenAsync(emulator, Hub, "ben");

        await emulator.FaultsAsync("""{"clockSkewSeconds":900}""");
        time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal("""{"type":7,"allowReconnect":true}""", await closing.FrameAsync());
        await emulator.ClearFaultsAsync();
        await emulator.SendAsync(Hub, "", "say", "the other stays");
        Assert.Contains("the other stays", await staying.FrameAsync(), StringComparison.Ordinal);
    }

    private static async Task<int[]> StatusesAsync(RunningEmulator emulator, int seed)
    {
        await emulator.FaultsAsync($$$"""{"seed":{{{seed}}},"requests":{"rate":0.4}}""");
        var statuses = new List<int>();
        for (var number = 0; number < 40; number++)
        {
            using var answer = await emulator.SendAsync(Hub, "", "say", number);
            statuses.Add((int)answer.StatusCode);
        }

        return [.. statuses];
    }
}
