using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace IdentityEmulator.Tests;

public class PeopleTests(SharedEmulator shared)
{
    [Theory]
    [InlineData("organizations")]
    [InlineData("contoso.example")]
    [InlineData(Sample.Contoso)]
    public async Task A_user_sees_the_people_of_the_tokens_tenant(string path)
    {
        var emulator = shared.Emulator;
        using var browser = new Browser(emulator);
        var tokens = await browser.PasswordAsync(Sample.Lee).OkAsync();

        var people = await ListAsync(browser, path, tokens.Text("access_token")).OkAsync();

        Assert.Equal(
            ["Adele Vance", "Alex Wilber", "Megan Bowen", "Lee Gu"],
            people["value"]!.AsArray().Select(person => (string)person!["displayName"]!));
        Assert.Equal((Sample.AdeleId, Sample.Adele), ((string)people["value"]![0]!["id"]!, (string)people["value"]![0]!["userPrincipalName"]!));
    }

    [Fact]
    public async Task The_path_cannot_reach_into_another_tenant()
    {
        var emulator = shared.Emulator;
        using var browser = new Browser(emulator);
        var tokens = await browser.PasswordAsync(Sample.Adele).OkAsync();

        using var response = await ListAsync(browser, Sample.Fabrikam, tokens.Text("access_token"));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.DoesNotContain("Diego", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_token_a_foreign_one_an_id_token_and_an_expired_one_are_refused()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var emulator = await RunningEmulator.StartAsync(time);
        await using var foreign = await RunningEmulator.StartAsync(time);
        using var browser = new Browser(emulator);
        using var elsewhere = new Browser(foreign);
        var tokens = await browser.PasswordAsync(Sample.Adele).OkAsync();
        var accessToken = tokens.Text("access_token");

        await RefusedAsync(browser, null);
        await RefusedAsync(browser, "not a token");
        await RefusedAsync(browser, tokens.Text("id_token"));
        await RefusedAsync(browser, (await elsewhere.PasswordAsync(Sample.Adele).OkAsync()).Text("access_token"));
        await RefusedAsync(browser, $"{accessToken[..^8]}AAAAAAAA");
        await ListAsync(browser, "organizations", accessToken).OkAsync();
        time.Advance(TimeSpan.FromHours(1));
        await RefusedAsync(browser, accessToken);
    }

    private static async Task RefusedAsync(Browser browser, string? token)
    {
        using var response = await ListAsync(browser, "organizations", token);
        Assert.Equal((HttpStatusCode.Unauthorized, "Bearer"), (response.StatusCode, response.Headers.WwwAuthenticate.ToString()));
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.Equal("InvalidAuthenticationToken", (string)body["error"]!["code"]!);
    }

    private static async Task<HttpResponseMessage> ListAsync(Browser browser, string tenant, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/{tenant}/v1.0/users");
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return await browser.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
