using System.Net;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.Time.Testing;

namespace SignalREmulator.Tests;

/// <summary>Limits. All of them are off by default.</summary>
public sealed class QuotaTests
{
    private const string Hub = "calendar";
    private const string Full = "Connection count reaches limit.";
    private const string Spent = "Message count reaches limit.";

    [Theory]
    [InlineData(HttpTransportType.WebSockets)]
    [InlineData(HttpTransportType.ServerSentEvents)]
    [InlineData(HttpTransportType.LongPolling)]
    public async Task One_connection_too_many_is_refused_at_its_negotiation_until_another_has_gone(HttpTransportType transport)
    {
        await using var emulator = await RunningEmulator.StartAsync(null, "Quotas:Connections=2", "Quotas:RetryAfterSeconds=7");
        await using var first = emulator.Client(Hub, "anna", transport);
        await using var second = emulator.Client("other", "anna", transport);
        await first.StartAsync(TestContext.Current.CancellationToken);
        await second.StartAsync(TestContext.Current.CancellationToken);

        Assert.Equal($"429 7 {Full}", await NegotiateAsync(emulator));
        await using var third = emulator.Client(Hub, "anna", transport);
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => third.StartAsync(TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);

        await second.StopAsync(TestContext.Current.CancellationToken);
        await StartWhenThereIsRoomAsync(third);
        Assert.StartsWith("429", await NegotiateAsync(emulator), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_that_negotiated_in_time_only_as_many_as_there_is_room_for_may_connect()
    {
        await using var emulator = await RunningEmulator.StartAsync(null, "Quotas:Connections=3");
        var ids = new List<string>();
        for (var count = 0; count < 8; count++)
        {
            ids.Add((await NegotiateAsync(emulator))[4..]);
        }

        var clients = ids.Select(id => new Socket(id)).ToArray();
        var statuses = await Task.WhenAll(clients.Select(client => client.ConnectAsync(emulator))).Soon();

        Assert.Equal(3, statuses.Count(status => status == HttpStatusCode.SwitchingProtocols));
        Assert.Equal(5, statuses.Count(status => status == HttpStatusCode.TooManyRequests));
        foreach (var client in clients)
        {
            client.Dispose();
        }
    }

    [Fact]
    public async Task A_refused_second_socket_for_one_connection_gives_its_room_back()
    {
        await using var emulator = await RunningEmulator.StartAsync(null, "Quotas:Connections=2");
        var id = (await NegotiateAsync(emulator))[4..];
        using var first = new Socket(id);
        using var again = new Socket(id);
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await first.ConnectAsync(emulator));
        Assert.Equal(HttpStatusCode.Conflict, await again.ConnectAsync(emulator));

        using var last = new Socket((await NegotiateAsync(emulator))[4..]);
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await last.ConnectAsync(emulator));
        Assert.Equal($"429 1 {Full}", await NegotiateAsync(emulator));
    }

    [Theory]
    [InlineData("Tier=Free", 20)]
    [InlineData("Tier=Standard", 1000)]
    [InlineData("Tier=Standard;Units=3", 3000)]
    [InlineData("Tier=Free;Connections=5", 5)]
    [InlineData("Tier=None", null)]
    public async Task A_tier_is_a_preset_of_its_limits(string settings, int? connections)
    {
        await using var emulator = await RunningEmulator.StartAsync(null, [.. settings.Split(';').Select(setting => $"Quotas:{setting}")]);
        var quotas = ((Microsoft.Extensions.Options.IOptions<EmulatorOptions>)emulator.Services.GetService(typeof(Microsoft.Extensions.Options.IOptions<EmulatorOptions>))!).Value.Quotas;

        Assert.Equal(connections, quotas.ConnectionLimit);
        Assert.Equal(settings.StartsWith("Tier=Free", StringComparison.Ordinal) ? 20_000 : null, quotas.MessageLimit);
    }

    [Fact]
    public async Task When_the_days_messages_are_spent_every_client_is_closed_and_so_is_whoever_comes_before_midnight()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        await using var emulator = await RunningEmulator.StartAsync(time, "Quotas:MessagesPerDay=4", "ClientTimeout=00:10:00", "KeepAliveInterval=00:10:00");
        await using var one = await RawClient.OpenAsync(emulator, Hub);
        await using var other = await RawClient.OpenAsync(emulator, "other");

        // Two messages of 2 KB count as three of the four. A message to an empty group costs nothing.
        await emulator.SendAsync(Hub, "", "say", new string('x', 2 * 1024));
        await emulator.SendAsync(Hub, "users/nobody/", "say", "x");
        await emulator.SendAsync(Hub, "", "say", "third");
        Assert.Contains("xxx", await one.FrameAsync(), StringComparison.Ordinal);
        Assert.Contains("third", await one.FrameAsync(), StringComparison.Ordinal);
        await emulator.SendAsync("other", "", "say", "last");

        Assert.Contains("last", await other.FrameAsync(), StringComparison.Ordinal);
        var close = $$"""{"type":7,"error":"{{Spent}}","allowReconnect":true}""";
        Assert.Equal(close, await one.FrameAsync());
        Assert.Equal(close, await other.FrameAsync());
        await using var late = await RawClient.OpenAsync(emulator, Hub);
        Assert.Equal(close, await late.FrameAsync());
        using var answer = await emulator.SendAsync(Hub, "", "say", "into the void");
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);

        time.Advance(TimeSpan.FromHours(12));
        await using var nextDay = await RawClient.OpenAsync(emulator, Hub);
        await emulator.SendAsync(Hub, "", "say", "good morning");
        Assert.Contains("good morning", await nextDay.FrameAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Negotiations_beyond_the_rate_are_refused_until_the_second_is_over()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var emulator = await RunningEmulator.StartAsync(time, "Quotas:NegotiationsPerSecond=2");

        Assert.StartsWith("200", await NegotiateAsync(emulator), StringComparison.Ordinal);
        Assert.StartsWith("200", await NegotiateAsync(emulator), StringComparison.Ordinal);
        Assert.Equal("429 1 Too many negotiations at once.", await NegotiateAsync(emulator));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.StartsWith("200", await NegotiateAsync(emulator), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_negotiation_at_once_means_none()
    {
        await using var emulator = await RunningEmulator.StartAsync(null, "Quotas:NegotiationsAtOnce=0");

        Assert.StartsWith("429", await NegotiateAsync(emulator), StringComparison.Ordinal);
        Assert.StartsWith("429", await NegotiateAsync(emulator), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_beyond_the_rate_are_refused_in_the_services_shape_and_nothing_is_done()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var emulator = await RunningEmulator.StartAsync(time, "Quotas:RequestsPerSecond=1", "Quotas:RetryAfterSeconds=3");
        using var taken = await emulator.AddUserAsync(Hub, "anna", "one");
        using var refused = await emulator.AddUserAsync(Hub, "anna", "two");
        using var health = await emulator.Http.GetAsync(new Uri($"{emulator.Address}/api/health"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(3), refused.Headers.RetryAfter?.Delta);
        Assert.Equal("TooManyRequests", refused.Headers.GetValues("x-ms-error-code").Single());
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        time.Advance(TimeSpan.FromSeconds(1));
        using var check = await emulator.CallAsync(HttpMethod.Get, $"/api/v1/hubs/{Hub}/groups/two/users/anna");
        Assert.Equal(HttpStatusCode.NotFound, check.StatusCode);
    }

    [Theory]
    [InlineData("Quotas:Connections=-1")]
    [InlineData("Quotas:Units=0")]
    [InlineData("Quotas:RetryAfterSeconds=0")]
    public async Task A_limit_that_makes_no_sense_is_refused_at_the_start(string setting) =>
        await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => RunningEmulator.StartAsync(null, setting));

    // A closed connection frees its slot when the emulator notices its end. No answer reports that.
    private static async Task StartWhenThereIsRoomAsync(HubConnection client)
    {
        while (true)
        {
            try
            {
                await client.StartAsync(TestContext.Current.CancellationToken);
                return;
            }
            catch (HttpRequestException exception) when (exception.StatusCode == HttpStatusCode.TooManyRequests)
            {
                await Task.Yield();
            }
        }
    }

    /// <summary>The status and the connection's token, or the reason of the refusal.</summary>
    private static async Task<string> NegotiateAsync(RunningEmulator emulator)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{emulator.Address}/client/negotiate?hub={Hub}&negotiateVersion=1");
        request.Headers.Authorization = new("Bearer", emulator.ClientToken(Hub));
        using var answer = await emulator.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return answer.StatusCode == HttpStatusCode.OK
            ? $"200 {System.Text.Json.JsonDocument.Parse(text).RootElement.GetProperty("connectionToken").GetString()}"
            : $"{(int)answer.StatusCode} {answer.Headers.RetryAfter?.Delta?.TotalSeconds} {text}";
    }
}
