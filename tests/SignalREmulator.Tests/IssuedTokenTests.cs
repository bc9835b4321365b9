using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.Time.Testing;

namespace SignalREmulator.Tests;

/// <summary>Tokens and keys that the emulator issues itself.</summary>
public sealed class IssuedTokenTests
{
    [Fact]
    public async Task A_generated_token_lets_its_user_into_its_hub_for_as_long_as_was_asked()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        using var answer = await emulator.CallAsync(HttpMethod.Post, "/api/hubs/Calendar/:generateToken?userId=anna%3A1&minutesToExpire=5&api-version=2022-11-01");
        using var body = await JsonAsync(answer);
        var token = body.RootElement.GetProperty("token").GetString()!;
        await using var client = new HubConnectionBuilder().WithUrl(emulator.ClientAudience("calendar"), options => options.AccessTokenProvider = () => Task.FromResult<string?>(token)).Build();
        var inbox = client.Texts();
        await client.StartAsync(TestContext.Current.CancellationToken);

        await emulator.SendAsync("calendar", "users/anna%3A1/", "say", "hello");

        Assert.Equal("hello", await inbox.NextAsync());
        using var claims = JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[1]));
        Assert.Equal(300, claims.RootElement.GetProperty("exp").GetInt64() - claims.RootElement.GetProperty("iat").GetInt64());
    }

    [Fact]
    public async Task A_temporary_key_signs_for_its_ninety_minutes_under_its_own_name()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var emulator = await RunningEmulator.StartAsync(time);
        using var answer = await emulator.CallAsync(HttpMethod.Get, "/api/v1/auth/accessKey");
        using var body = await JsonAsync(answer);
        var (id, key) = (body.RootElement.GetProperty("KeyId").GetString()!, body.RootElement.GetProperty("AccessKey").GetString()!);
        const string Path = "/api/v1/hubs/calendar/users/nobody";

        Assert.Equal(HttpStatusCode.NotFound, await CallAsync(key, id));
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(key, "another name"));
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(key, kid: null));
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(RunningEmulator.Key, id));
        time.Advance(TimeSpan.FromMinutes(89));
        Assert.Equal(HttpStatusCode.NotFound, await CallAsync(key, id));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(key, id));

        async Task<HttpStatusCode> CallAsync(string key, string? kid)
        {
            var token = Tokens.Sign(key, Tokens.Claims(emulator.Address + Path, time.GetUtcNow().AddHours(1)), kid);
            using var called = await emulator.CallAsync(HttpMethod.Get, Path, token: token);
            return called.StatusCode;
        }
    }

    [Fact]
    public async Task Callers_at_the_same_time_share_a_temporary_key_and_later_ones_get_a_fresh_one()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var emulator = await RunningEmulator.StartAsync(time);
        var first = await KeyAsync();
        Assert.Equal(first, await KeyAsync());
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.NotEqual(first, await KeyAsync());

        async Task<string> KeyAsync()
        {
            using var answer = await emulator.CallAsync(HttpMethod.Get, "/api/auth/accessKey?api-version=2023-07-01");
            return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        }
    }

    [Theory]
    [InlineData("asrs.s.uid", "nameid")]
    [InlineData("nameid", "sub")]
    [InlineData("nameid", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier")]
    [InlineData("sub", "name")]
    [InlineData("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier", "upn")]
    public async Task The_user_is_whom_the_first_of_the_known_claims_names(string claim, string weaker)
    {
        await using var emulator = await RunningEmulator.StartAsync();
        await using var client = emulator.Client("calendar", claims: claims =>
        {
            claims[weaker] = "nobody";
            claims[claim] = "Anna";
        });
        var inbox = client.Texts();
        await client.StartAsync(TestContext.Current.CancellationToken);

        foreach (var user in new[] { "nobody", "anna", "Anna" })
        {
            await emulator.SendAsync("calendar", $"users/{user}/", "say", user);
        }

        Assert.Equal("Anna", await inbox.NextAsync());
    }

    private static async Task<JsonDocument> JsonAsync(HttpResponseMessage answer) =>
        JsonDocument.Parse(Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)));
}
