using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using SignalREmulator.Faults;

namespace SignalREmulator.Tests.Faults;

/// <summary>The endpoints for faults: what they accept, what they refuse, and which callers they admit.</summary>
public sealed class FaultSurfaceTests(FaultyEmulator shared) : IClassFixture<FaultyEmulator>, IAsyncLifetime
{
    private readonly RunningEmulator emulator = shared.Emulator;

    public async ValueTask InitializeAsync() => await shared.BeginAsync();

    public ValueTask DisposeAsync()
    {
        shared.End();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_is_put_is_what_holds_until_it_is_cleared()
    {
        var put = await emulator.FaultsAsync(
            """{"seed":7,"deliveries":{"dropRate":0.3,"delayRate":0.2,"delayMinMs":50,"delayMaxMs":400},"requests":{"rate":0.1,"status":500,"retryAfterSeconds":1},"negotiations":{"rate":0.1},"clockSkewSeconds":0}""");
        Assert.Equal(
            """{"seed":7,"deliveries":{"dropRate":0.3,"delayRate":0.2,"delayMinMs":50,"delayMaxMs":400},"requests":{"rate":0.1,"status":500,"retryAfterSeconds":1},"negotiations":{"rate":0.1,"status":429},"clockSkewSeconds":0}""",
            put.ToJsonString());
        Assert.Equal(put.ToJsonString(), (await ReadAsync(emulator)).ToJsonString());

        await emulator.FaultsAsync("""{"seed":8}""");
        Assert.Equal("""{"seed":8,"clockSkewSeconds":0}""", (await ReadAsync(emulator)).ToJsonString());
        await emulator.ClearFaultsAsync();
        Assert.Equal("""{"clockSkewSeconds":0}""", (await ReadAsync(emulator)).ToJsonString());
    }

    [Fact]
    public async Task A_seed_that_was_not_given_is_told_so_that_the_run_can_be_had_again()
    {
        var held = await emulator.FaultsAsync("{}");

        Assert.NotNull(held["seed"]);
        Assert.Equal(held.ToJsonString(), (await ReadAsync(emulator)).ToJsonString());
    }

    [Theory]
    [InlineData("""{"deliveries":{"dropRate":1.1}}""", "deliveries.dropRate")]
    [InlineData("""{"deliveries":{"delayRate":-0.1}}""", "deliveries.delayRate")]
    [InlineData("""{"deliveries":{"delayMinMs":-1}}""", "deliveries.delayMinMs")]
    [InlineData("""{"deliveries":{"delayMaxMs":60001}}""", "deliveries.delayMaxMs")]
    [InlineData("""{"deliveries":{"delayMinMs":20,"delayMaxMs":10}}""", "deliveries.delayMaxMs")]
    [InlineData("""{"deliveries":{"dropRat":0.1}}""", "deliveries.dropRat")]
    [InlineData("""{"requests":{"rate":2}}""", "requests.rate")]
    [InlineData("""{"requests":{"status":200}}""", "requests.status")]
    [InlineData("""{"requests":{"status":600}}""", "requests.status")]
    [InlineData("""{"requests":{"retryAfterSeconds":0}}""", "requests.retryAfterSeconds")]
    [InlineData("""{"negotiations":{"rate":"0.1"}}""", "negotiations.rate")]
    [InlineData("""{"negotiations":{"status":399}}""", "negotiations.status")]
    [InlineData("""{"clockSkewSeconds":1e12}""", "clockSkewSeconds")]
    [InlineData("""{"clockskew":1}""", "clockskew")]
    [InlineData("""{"seed":1.5}""", "seed")]
    [InlineData("null", "")]
    [InlineData("""{"seed":""", "line")]
    public async Task A_fault_that_cannot_be_is_refused_by_name_and_changes_nothing(string body, string field)
    {
        await emulator.FaultsAsync("""{"seed":7,"deliveries":{"dropRate":0.25}}""");
        var before = (await ReadAsync(emulator)).ToJsonString();

        using var answer = await emulator.CallFaultsAsync(HttpMethod.Put, "faults", body);

        var problem = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains(field, problem, StringComparison.Ordinal);
        Assert.Equal(before, (await ReadAsync(emulator)).ToJsonString());
    }

    [Theory]
    [InlineData("""{"hub":"1"}""", "hub")]
    [InlineData("""{"share":1}""", "Hub")]
    [InlineData("""{"hub":"calendar","share":1.5}""", "share")]
    [InlineData("""{"hub":"calendar","how":"gently"}""", "how")]
    [InlineData("""{"hub":"calendar","groups":"team"}""", "groups")]
    public async Task A_cut_that_cannot_be_is_refused_by_name_and_cuts_nobody(string body, string field)
    {
        await using var counted = await RunningEmulator.StartAsync(null, FaultCalls.Enabled);
        await using var client = await RawClient.OpenAsync(counted, "calendar");

        using var answer = await counted.CallFaultsAsync(HttpMethod.Post, "connections/:cut", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(field, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(1, (await counted.StatusAsync())["connections"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("Origin", "https://teams.microsoft.com")]
    [InlineData("Origin", "http://localhost:5173")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "same-origin")]
    [InlineData("Host", "attacker.example")]
    [InlineData("Host", "localhost.attacker.example")]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("Forwarded", "for=10.0.0.1")]
    public async Task Neither_a_web_page_nor_a_proxy_may_cause_faults_or_read_them(string header, string value)
    {
        foreach (var (method, path, body) in new[]
        {
            ("GET", "faults", null), ("PUT", "faults", """{"deliveries":{"dropRate":1}}"""), ("PUT", "faults", "no json at all"), ("DELETE", "faults", null), ("GET", "status", null),
            ("POST", "connections/:cut", """{"hub":"calendar"}"""),
        })
        {
            using var answer = await emulator.CallFaultsAsync(new HttpMethod(method), path, body, request => request.Headers.TryAddWithoutValidation(header, value));

            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
        }

        Assert.Equal("""{"clockSkewSeconds":0}""", (await ReadAsync(emulator)).ToJsonString());
    }

    [Fact]
    public async Task A_page_that_asks_beforehand_whether_it_may_is_not_told_that_it_may()
    {
        using var answer = await emulator.CallFaultsAsync(HttpMethod.Options, "faults", change: request =>
        {
            request.Headers.Add("Origin", "https://attacker.example");
            request.Headers.Add("Access-Control-Request-Method", "PUT");
        });

        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("127.0.0.1", null)]
    [InlineData("127.8.9.1", null)]
    [InlineData("::1", null)]
    [InlineData("::ffff:127.0.0.1", null)]
    [InlineData("10.0.0.1", "own machine")]
    [InlineData("::ffff:192.168.1.2", "own machine")]
    [InlineData("fe80::1", "own machine")]
    [InlineData(null, "own machine")]
    public void A_caller_on_another_machine_is_kept_out(string? address, string? reason)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = address is null ? null : IPAddress.Parse(address);
        context.Request.Host = new HostString("localhost", 8888);

        var refusal = LocalCallers.Refusal(context);

        if (reason is null)
        {
            Assert.Null(refusal);
        }
        else
        {
            Assert.Contains(reason, refusal, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(null, null, false)]
    [InlineData("Development", null, true)]
    [InlineData("Development", "false", false)]
    [InlineData("Production", "true", true)]
    public async Task Faults_can_be_had_in_Development_unless_the_setting_says_otherwise(string? environment, string? setting, bool there)
    {
        string[] settings = [.. setting is null ? [] : new[] { $"Faults:Enabled={setting}" }];
        await using var started = await RunningEmulator.StartInAsync(environment ?? "Production", settings);

        foreach (var (method, path) in new[] { ("GET", "faults"), ("PUT", "faults"), ("DELETE", "faults"), ("GET", "status"), ("POST", "connections/:cut") })
        {
            using var answer = await started.CallFaultsAsync(new HttpMethod(method), path, method is "PUT" or "POST" ? """{"hub":"calendar"}""" : null);
            Assert.Equal(there, answer.StatusCode != HttpStatusCode.NotFound);
        }
    }

    private static async Task<JsonNode> ReadAsync(RunningEmulator emulator)
    {
        using var answer = await emulator.CallFaultsAsync(HttpMethod.Get, "faults");
        return await FaultCalls.ReadAsync(answer);
    }
}
