using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using SignalRService.Tests.ScriptedService;

namespace SignalRService.Tests.Negotiation;

public class NegotiateTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, 700, TimeSpan.Zero);

    private readonly FakeTimeProvider time = new(Now);

    [Fact]
    public async Task A_client_token_says_who_where_and_until_when()
    {
        using var host = Client.Host($"Endpoint=https://a.example;AccessKey={Client.Key}", time);

        var answer = await host.Hub().NegotiateAsync("t:ü", new() { ExpiresAt = Now.AddHours(1), CloseOnExpiry = true }, TestContext.Current.CancellationToken);

        Assert.Equal("https://a.example/client/?hub=calendar", answer.Url);
        var token = await ValidatedAsync(answer.AccessToken, "https://a.example/client/?hub=calendar");
        var expires = Now.AddHours(1).ToUnixTimeSeconds();
        Assert.Equal("t:ü", token.GetClaim("asrs.s.uid").Value);
        Assert.Equal("true", token.GetClaim("asrs.s.coae").Value);
        Assert.Equal(expires.ToString(System.Globalization.CultureInfo.InvariantCulture), token.GetClaim("asrs.s.aeo").Value);
        Assert.Equal(expires, new DateTimeOffset(token.ValidTo).ToUnixTimeSeconds());
        Assert.Equal(Now.ToUnixTimeSeconds(), new DateTimeOffset(token.IssuedAt).ToUnixTimeSeconds());
        Assert.Equal("HS256", token.Alg);
        Assert.False(token.TryGetHeaderValue<string>("kid", out _));
    }

    [Fact]
    public async Task Without_closing_on_expiry_nothing_is_said_about_it()
    {
        using var host = Client.Host($"Endpoint=https://a.example;AccessKey={Client.Key}", time);

        var answer = await host.Hub().NegotiateAsync("u", new() { ExpiresAt = Now.AddHours(1), CloseOnExpiry = false }, TestContext.Current.CancellationToken);

        var token = await ValidatedAsync(answer.AccessToken, "https://a.example/client/?hub=calendar");
        Assert.False(token.TryGetClaim("asrs.s.coae", out _));
        Assert.False(token.TryGetClaim("asrs.s.aeo", out _));
    }

    [Fact]
    public async Task A_client_endpoint_changes_the_address_and_not_the_audience()
    {
        using var host = Client.Host($"Endpoint=https://a.example;AccessKey={Client.Key};ClientEndpoint=https://proxy.example/rt", time);

        var answer = await host.Hub().NegotiateAsync("u", new() { ExpiresAt = Now.AddHours(1) }, TestContext.Current.CancellationToken);

        Assert.Equal("https://proxy.example/rt/client/?hub=calendar", answer.Url);
        await ValidatedAsync(answer.AccessToken, "https://a.example/client/?hub=calendar");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    public async Task A_token_that_would_be_expired_already_is_refused(int seconds)
    {
        using var host = Client.Host($"Endpoint=https://a.example;AccessKey={Client.Key}", time);

        await Assert.ThrowsAsync<ArgumentException>(async () =>
            await host.Hub().NegotiateAsync("u", new() { ExpiresAt = Now.AddSeconds(seconds) }, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_token_over_4096_characters_is_refused()
    {
        using var host = Client.Host($"Endpoint=https://a.example;AccessKey={Client.Key}", time);

        var error = await Assert.ThrowsAsync<ArgumentException>(async () =>
            await host.Hub().NegotiateAsync(new string('u', 4000), new() { ExpiresAt = Now.AddHours(1) }, TestContext.Current.CancellationToken));

        Assert.Contains("4096", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_answer_is_exactly_url_and_access_token() =>
        Assert.Equal("""{"url":"https://a.example/client/?hub=calendar","accessToken":"a.b.c"}""",
            JsonSerializer.Serialize(new NegotiateResponse("https://a.example/client/?hub=calendar", "a.b.c")));

    [Theory]
    [InlineData("")]
    [InlineData("1calendar")]
    [InlineData("calendar/../admin")]
    [InlineData("calendar\n")]
    [InlineData("calend\u00E4r")]
    public void A_hub_name_outside_the_syntax_is_refused(string name)
    {
        using var host = Client.Host($"Endpoint=https://a.example;AccessKey={Client.Key}", time);
        var client = (SignalRServiceClient)host.Services.GetService(typeof(SignalRServiceClient))!;

        Assert.Throws<ArgumentException>(() => client.GetHub(name));
    }

    internal static async Task<JsonWebToken> ValidatedAsync(string token, string audience, string key = Client.Key)
    {
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKey = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(key)),
            TryAllIssuerSigningKeys = true,
            ValidateIssuer = false,
            ValidAudience = audience,
            // The validator does not use the tests' clock, so the test compares the times itself.
            ValidateLifetime = false,
            RequireExpirationTime = true,
        });
        Assert.True(result.IsValid, result.Exception?.Message);
        return (JsonWebToken)result.SecurityToken;
    }
}
