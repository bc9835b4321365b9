using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace IdentityEmulator.Tests;

/// <summary>Refresh, password and client credentials; scopes; faults of the request.</summary>
public class TokenEndpointTests(SharedEmulator shared)
{
    [Fact]
    public async Task A_refresh_hands_out_new_tokens_and_the_next_refresh_token()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var emulator = await RunningEmulator.StartAsync(time);
        using var browser = new Browser(emulator);
        var first = await browser.RedeemAsync((await browser.SignInAsync(Sample.Adele))["code"]).OkAsync();

        time.Advance(TimeSpan.FromMinutes(50));
        var second = await browser.RefreshAsync(first.Text("refresh_token")).OkAsync();
        var third = await browser.RefreshAsync(second.Text("refresh_token")).OkAsync();

        Assert.NotEqual(first.Text("refresh_token"), second.Text("refresh_token"));
        Assert.Equal(TimeSpan.FromMinutes(50), second.Token("access_token").ValidTo - first.Token("access_token").ValidTo);
        Assert.Equal("Calendars.ReadWrite", third.Token("access_token").GetClaim("scp").Value);
        Assert.False(second.Token("id_token").TryGetClaim("nonce", out _));
    }

    [Fact]
    public async Task A_refresh_token_used_twice_ends_its_whole_family()
    {
        var emulator = shared.Emulator;
        using var browser = new Browser(emulator);
        var first = await browser.PasswordAsync(Sample.Adele).OkAsync();
        var other = await browser.PasswordAsync(Sample.Adele).OkAsync();
        var second = await browser.RefreshAsync(first.Text("refresh_token")).OkAsync();

        await browser.RefreshAsync(first.Text("refresh_token")).RefusedAsync("invalid_grant", 50173);
        await browser.RefreshAsync(second.Text("refresh_token")).RefusedAsync("invalid_grant", 50173);
        await browser.RefreshAsync(other.Text("refresh_token")).OkAsync();
    }

    [Fact]
    public async Task A_refresh_token_expires()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var emulator = await RunningEmulator.StartAsync(time, settings: ("RefreshTokenLifetime", "01:00:00"));
        using var browser = new Browser(emulator);
        var tokens = await browser.PasswordAsync(Sample.Adele).OkAsync();

        time.Advance(TimeSpan.FromHours(1));

        await browser.RefreshAsync(tokens.Text("refresh_token")).RefusedAsync("invalid_grant", 700082);
    }

    [Fact]
    public async Task A_refresh_may_narrow_the_scopes_but_never_widen_them()
    {
        var emulator = shared.Emulator;
        using var browser = new Browser(emulator);
        var tokens = await browser.PasswordAsync(Sample.Adele, $"openid offline_access {Sample.Read}").OkAsync();

        await browser.RefreshAsync(tokens.Text("refresh_token"), Sample.ReadWrite).RefusedAsync("invalid_scope", 70011);
        var narrowed = await browser.RefreshAsync(tokens.Text("refresh_token"), "openid").OkAsync();

        Assert.NotEqual(Sample.Client, narrowed.Token("access_token").Audiences.Single());
    }

    [Fact]
    public async Task Without_offline_access_there_is_no_refresh_token_and_without_openid_no_id_token()
    {
        var emulator = shared.Emulator;
        using var browser = new Browser(emulator);

        var tokens = await browser.PasswordAsync(Sample.Adele, Sample.Read).OkAsync();

        Assert.False(tokens.ContainsKey("refresh_token"));
        Assert.False(tokens.ContainsKey("id_token"));
        Assert.Equal("Calendars.Read", tokens.Token("access_token").GetClaim("scp").Value);
    }

    [Theory]
    [InlineData(Sample.ReadWrite, "Calendars.Read")]
    [InlineData($"{Sample.Read} {Sample.ReadWrite}", "Calendars.Read")]
    [InlineData($"api://{Sample.Client}/.default", "Calendars.Read")]
    public async Task Lee_never_gets_to_write(string scope, string granted)
    {
        var emulator = shared.Emulator;
        using var browser = new Browser(emulator);

        var byPassword = await browser.PasswordAsync(Sample.Lee, $"offline_access {scope}").OkAsync();
        var byRefresh = await browser.RefreshAsync(byPassword.Text("refresh_token")).OkAsync();
        var bySignIn = await browser.RedeemAsync((await browser.SignInAsync(Sample.Lee, changes: ("scope", scope)))["code"]).OkAsync();

        Assert.All([byPassword, byRefresh, bySignIn], tokens =>
        {
            Assert.Equal(granted, tokens.Token("access_token").GetClaim("scp").Value);
            Assert.DoesNotContain("ReadWrite", tokens.Text("scope"), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Both_scopes_are_granted_when_both_are_asked_for()
    {
        var emulator = shared.Emulator;
        using var browser = new Browser(emulator);

        var tokens = await browser.PasswordAsync(Sample.Alex, $"api://{Sample.Client}/.default").OkAsync();

        Assert.Equal("Calendars.Read Calendars.ReadWrite", tokens.Token("access_token").GetClaim("scp").Value);
    }

    [Fact]
    public async Task A_token_for_OpenID_scopes_alone_is_not_for_the_calendar()
    {
        var emulator = shared.Emulator;
        using var browser = new Browser(emulator);

        var tokens = await browser.PasswordAsync(Sample.Adele, "openid profile").OkAsync();

        Assert.Equal("00000003-0000-0000-c000-000000000000", tokens.Token("access_token").Audiences.Single());
    }

    [Theory]
    [InlineData("organizations", Sample.Adele, "wrong")]
    [InlineData("organizations", "nobody@contoso.example", "calendar")]
    [InlineData(Sample.Fabrikam, Sample.Adele, "calendar")]
    public async Task A_password_sign_in_tells_nobody_what_was_wrong(string tenant, string userName, string password)
    {
        var emulator = shared.Emulator;
        using var browser = new Browser(emulator);

        await browser.PasswordAsync(userName, tenant: tenant, password: password).RefusedAsync("invalid_grant", 50126);
    }

    [Fact]
    public async Task The_lifetime_of_tokens_can_be_set()
    {
        await using var emulator = await RunningEmulator.StartAsync(settings: ("AccessTokenLifetime", "00:00:05"));
        using var browser = new Browser(emulator);

        var tokens = await browser.PasswordAsync(Sample.Adele).OkAsync();

        Assert.Equal(5, (int)tokens["expires_in"]!);
        Assert.Equal(TimeSpan.FromSeconds(5), tokens.Token("access_token").ValidTo - tokens.Token("access_token").IssuedAt);
    }

    [Fact]
    public async Task A_tenant_can_have_a_lifetime_of_its_own()
    {
        var folder = Directory.CreateTempSubdirectory("identity-emulator-");
        try
        {
            var file = Path.Combine(folder.FullName, "directory.json");
            await File.WriteAllTextAsync(file, """
                { "tenants": [
                  { "id": "dddddddd-4444-4444-8444-444444444441", "name": "A", "domain": "a.example", "users": [ { "id": "dddddddd-4444-4444-8444-d00000000001", "name": "A", "userName": "a@a.example" } ], "accessTokenLifetime": "08:00:00" },
                  { "id": "dddddddd-4444-4444-8444-444444444442", "name": "B", "domain": "b.example", "users": [ { "id": "dddddddd-4444-4444-8444-d00000000002", "name": "B", "userName": "b@b.example" } ] } ] }
                """, TestContext.Current.CancellationToken);
            await using var emulator = await RunningEmulator.StartAsync(settings: [("DirectoryFile", file), ("AccessTokenLifetime", "00:00:05")]);
            using var browser = new Browser(emulator);

            foreach (var (user, lifetime) in new[] { ("a@a.example", TimeSpan.FromHours(8)), ("b@b.example", TimeSpan.FromSeconds(5)) })
            {
                var tokens = await browser.PasswordAsync(user).OkAsync();
                Assert.Equal((int)lifetime.TotalSeconds, (int)tokens["expires_in"]!);
                Assert.Equal(lifetime, tokens.Token("access_token").ValidTo - tokens.Token("access_token").IssuedAt);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task An_application_gets_a_token_for_SignalR_and_for_nothing_else()
    {
        var emulator = shared.Emulator;
        using var browser = new Browser(emulator);

        var tokens = await browser.TokenAsync(Sample.Contoso, AppOnly("https://signalr.azure.com/.default")).OkAsync();
        var token = tokens.Token("access_token");

        Assert.Equal(("https://signalr.azure.com", "app", Sample.Contoso), (token.Audiences.Single(), token.GetClaim("idtyp").Value, token.GetClaim("tid").Value));
        Assert.False(token.TryGetClaim("scp", out _));
        await browser.TokenAsync(Sample.Contoso, AppOnly($"api://{Sample.Client}/.default")).RefusedAsync("invalid_scope", 70011);
        await browser.TokenAsync("organizations", AppOnly("https://signalr.azure.com/.default")).RefusedAsync("invalid_request", 50059);
        await browser.TokenAsync(Sample.Contoso, AppOnly("https://signalr.azure.com/.default")[..3]).RefusedAsync("invalid_client", 7000218, HttpStatusCode.Unauthorized);
        await browser.TokenAsync(Sample.Contoso, [.. AppOnly("https://signalr.azure.com/.default")[..3], ("client_secret", "wrong")]).RefusedAsync("invalid_client", 7000215, HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_client_may_prove_itself_by_HTTP_Basic()
    {
        var emulator = shared.Emulator;
        using var browser = new Browser(emulator);
        browser.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Sample.Client}:calendar")));

        var tokens = await browser.TokenAsync(Sample.Contoso, ("grant_type", "client_credentials"), ("scope", "https://signalr.azure.com/.default")).OkAsync();

        Assert.Equal("1", tokens.Token("access_token").GetClaim("azpacr").Value);
    }

    [Theory]
    [InlineData("invalid_request", 900144, "client_id", Sample.Client)]
    [InlineData("unsupported_grant_type", 70003, "grant_type", "urn:ietf:params:oauth:grant-type:device_code")]
    [InlineData("invalid_request", 900144, "grant_type", "password")]
    [InlineData("invalid_request", 900144, "grant_type", "authorization_code")]
    [InlineData("invalid_request", 900144, "grant_type", "refresh_token")]
    public async Task A_request_with_something_missing_says_what(string error, int code, string name, string value)
    {
        var emulator = shared.Emulator;
        using var browser = new Browser(emulator);

        await browser.TokenAsync("organizations", name is "grant_type" ? [(name, value), ("client_id", Sample.Client)] : [(name, value)]).RefusedAsync(error, code);
    }

    [Fact]
    public async Task A_body_that_is_no_form_an_unknown_tenant_and_an_unknown_client_are_refused()
    {
        var emulator = shared.Emulator;
        using var browser = new Browser(emulator);
        using var json = new StringContent("{}", Encoding.UTF8, "application/json");

        await browser.Http.PostAsync("/organizations/oauth2/v2.0/token", json, TestContext.Current.CancellationToken).RefusedAsync("invalid_request", 900021);
        await browser.PasswordAsync(Sample.Adele, tenant: "tailspin.example").RefusedAsync("invalid_tenant", 90002);
        await browser.TokenAsync("organizations", ("grant_type", "password"), ("client_id", Guid.NewGuid().ToString())).RefusedAsync("unauthorized_client", 700016);
        await browser.TokenAsync("organizations", ("grant_type", "password"), ("grant_type", "password")).RefusedAsync("invalid_request", 9000411);
    }

    private static (string Name, string Value)[] AppOnly(string scope) =>
        [("grant_type", "client_credentials"), ("client_id", Sample.Client), ("scope", scope), ("client_secret", "calendar")];
}
