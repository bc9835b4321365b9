using System.Net;

namespace SignalREmulator.Tests;

/// <summary>Which tokens are accepted.</summary>
public sealed class TokenTests(SharedEmulator shared) : IClassFixture<SharedEmulator>
{
    private const string OtherKey = "this key is not one of the emulator's keys, however long it is.";
    private const string Path = "/api/v1/hubs/calendar/users/anna";

    private string RestAudience => shared.Emulator.Address + Path;

    private string ClientAudience => shared.Emulator.ClientAudience("calendar");

    private static DateTimeOffset Soon => TimeProvider.System.GetUtcNow().AddHours(1);

    [Theory]
    [InlineData("signed with another key")]
    [InlineData("expired")]
    [InlineData("without an expiry")]
    [InlineData("expiring in words")]
    [InlineData("expiring beyond all time")]
    [InlineData("alg none")]
    [InlineData("alg none, signature kept")]
    [InlineData("cut in half")]
    [InlineData("no token")]
    [InlineData("empty")]
    [InlineData("changed after signing")]
    [InlineData("without an audience")]
    [InlineData("for another path")]
    [InlineData("for a client")]
    public async Task A_call_with_a_bad_token_is_refused(string attack)
    {
        using var answer = await shared.Emulator.CallAsync(HttpMethod.Get, Path, token: Forge(attack, RestAudience, ClientAudience));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Unauthorized", answer.Headers.GetValues("x-ms-error-code").Single());
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Theory]
    [InlineData("signed with another key")]
    [InlineData("expired")]
    [InlineData("without an expiry")]
    [InlineData("expiring in words")]
    [InlineData("expiring beyond all time")]
    [InlineData("alg none")]
    [InlineData("alg none, signature kept")]
    [InlineData("cut in half")]
    [InlineData("no token")]
    [InlineData("empty")]
    [InlineData("changed after signing")]
    [InlineData("without an audience")]
    [InlineData("for another path")]
    [InlineData("for another hub")]
    [InlineData("for a call")]
    public async Task A_client_with_a_bad_token_is_refused(string attack)
    {
        using var answer = await NegotiateAsync(Forge(attack, ClientAudience, RestAudience));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_call_without_a_token_is_refused()
    {
        using var answer = await shared.Emulator.Http.GetAsync(new Uri(shared.Emulator.Address + Path), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("http://127.0.0.1/api/v1/hubs/calendar/users/anna")]
    [InlineData("http://localhost:1/api/v1/hubs/calendar/users/anna/")]
    [InlineData("https://elsewhere.example/api/v1/hubs/calendar/users/anna?api-version=2022-06-01")]
    public async Task An_audience_may_differ_in_what_the_emulator_cannot_know(string audience)
    {
        using var answer = await shared.Emulator.CallAsync(HttpMethod.Get, Path, token: Tokens.Sign(RunningEmulator.Key, Tokens.Claims(audience, Soon)));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task A_token_for_a_name_with_a_slash_in_it_is_none_for_the_path_it_looks_like()
    {
        const string Audience = "http://localhost/api/v1/hubs/calendar/users%2Fanna";
        using var answer = await shared.Emulator.CallAsync(HttpMethod.Get, Path, token: Tokens.Sign(RunningEmulator.Key, Tokens.Claims(Audience, Soon)));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("http://localhost/client/?hub=calendar")]
    [InlineData("http://localhost/client?hub=Calendar")]
    [InlineData("http://localhost:1/client/?asrs.op=x&hub=calendar")]
    public async Task A_clients_audience_may_be_written_in_several_ways(string audience)
    {
        using var answer = await NegotiateAsync(Tokens.Sign(RunningEmulator.Key, Tokens.Claims(audience, Soon)));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_token_may_be_for_several_audiences()
    {
        var claims = Tokens.Claims("", Soon);
        claims["aud"] = new[] { "not an address", ClientAudience };
        using var answer = await NegotiateAsync(Tokens.Sign(RunningEmulator.Key, claims));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Not_before_is_not_looked_at()
    {
        var claims = Tokens.Claims(ClientAudience, Soon);
        claims["nbf"] = claims["iat"] = Soon.ToUnixTimeSeconds();
        using var answer = await NegotiateAsync(Tokens.Sign(RunningEmulator.Key, claims));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task The_secondary_key_and_either_hash_are_accepted()
    {
        await using var emulator = await RunningEmulator.StartAsync(null, $"AccessKey={OtherKey}{OtherKey}", $"SecondaryKey={OtherKey}");
        foreach (var (key, algorithm) in new[] { (OtherKey + OtherKey, "HS256"), (OtherKey + OtherKey, "HS512"), (OtherKey, "HS256") })
        {
            using var answer = await emulator.CallAsync(HttpMethod.Get, Path, token: Tokens.Sign(key, Tokens.Claims(emulator.Address + Path, Soon), algorithm: algorithm));
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        using var refused = await emulator.CallAsync(HttpMethod.Get, Path);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    private async Task<HttpResponseMessage> NegotiateAsync(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, shared.Emulator.Address + "/client/negotiate?hub=calendar&negotiateVersion=1");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        return await shared.Emulator.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static string Forge(string attack, string audience, string otherAudience)
    {
        var claims = Tokens.Claims(audience, Soon);
        var good = Tokens.Sign(RunningEmulator.Key, claims);
        switch (attack)
        {
            case "signed with another key":
                return Tokens.Sign(OtherKey, claims);
            case "expired":
                return Tokens.Sign(RunningEmulator.Key, Tokens.Claims(audience, TimeProvider.System.GetUtcNow().AddMinutes(-1)));
            case "without an expiry":
                claims.Remove("exp");
                break;
            case "expiring in words":
                claims["exp"] = "tomorrow";
                break;
            case "expiring beyond all time":
                claims["exp"] = -1e300;
                break;
            case "alg none":
                return Tokens.Sign(RunningEmulator.Key, claims, algorithm: "none");
            case "alg none, signature kept":
                return string.Join('.', Tokens.Sign(RunningEmulator.Key, claims, algorithm: "none").Split('.')[..2].Append(good.Split('.')[2]));
            case "cut in half":
                return good[..(good.Length / 2)];
            case "no token":
                return "open sesame";
            case "empty":
                return "";
            case "changed after signing":
                return string.Join('.', good.Split('.')[0], Tokens.Sign(OtherKey, Tokens.Claims(audience, Soon.AddDays(1))).Split('.')[1], good.Split('.')[2]);
            case "without an audience":
                claims.Remove("aud");
                break;
            case "for another path":
                claims["aud"] = "http://127.0.0.1/api/v1/hubs/calendar/users/ben";
                break;
            case "for another hub":
                claims["aud"] = audience.Replace("calendar", "other", StringComparison.Ordinal);
                break;
            case "for a client" or "for a call":
                claims["aud"] = otherAudience;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(attack));
        }

        return Tokens.Sign(RunningEmulator.Key, claims);
    }
}
