using System.Net;

namespace IdentityEmulator.Tests;

public class MetadataTests(SharedEmulator shared)
{
    [Theory]
    [InlineData("organizations", "organizations", "{tenantid}")]
    [InlineData("common", "common", "{tenantid}")]
    [InlineData("COMMON", "common", "{tenantid}")]
    [InlineData(Sample.Contoso, Sample.Contoso, Sample.Contoso)]
    [InlineData("contoso.example", Sample.Contoso, Sample.Contoso)]
    public async Task The_configuration_has_Entras_shape(string tenant, string segment, string issuer)
    {
        var emulator = shared.Emulator;
        using var browser = new Browser(emulator);
        var host = emulator.Base.GetLeftPart(UriPartial.Authority);

        var configuration = await browser.Http.GetAsync($"/{tenant}/v2.0/.well-known/openid-configuration", TestContext.Current.CancellationToken).OkAsync();

        Assert.Equal($"{host}/{issuer}/v2.0", configuration.Text("issuer"));
        Assert.Equal($"{host}/{segment}/oauth2/v2.0/authorize", configuration.Text("authorization_endpoint"));
        Assert.Equal($"{host}/{segment}/oauth2/v2.0/token", configuration.Text("token_endpoint"));
        Assert.Equal($"{host}/{segment}/oauth2/v2.0/logout", configuration.Text("end_session_endpoint"));
        Assert.Equal($"{host}/{segment}/discovery/v2.0/keys", configuration.Text("jwks_uri"));
        Assert.Equal(["S256"], configuration["code_challenge_methods_supported"]!.AsArray().Select(item => (string)item!));
    }

    [Fact]
    public async Task Every_address_in_the_configuration_answers()
    {
        var emulator = shared.Emulator;
        using var browser = new Browser(emulator);
        var configuration = await browser.Http.GetAsync("/organizations/v2.0/.well-known/openid-configuration", TestContext.Current.CancellationToken).OkAsync();

        foreach (var name in (string[])["authorization_endpoint", "token_endpoint", "end_session_endpoint", "jwks_uri"])
        {
            using var response = await browser.Http.GetAsync(configuration.Text(name), TestContext.Current.CancellationToken);
            Assert.NotEqual(HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    [Fact]
    public async Task Addresses_follow_the_name_the_client_used()
    {
        var emulator = shared.Emulator;
        using var browser = new Browser(new Uri($"http://localhost:{emulator.Base.Port}"));

        var tokens = await browser.PasswordAsync(Sample.Adele).OkAsync();

        Assert.Equal($"http://localhost:{emulator.Base.Port}/{Sample.Contoso}/v2.0", tokens.Token("access_token").Issuer);
    }

    [Fact]
    public async Task Published_keys_hold_no_private_part()
    {
        var emulator = shared.Emulator;
        using var browser = new Browser(emulator);

        var keys = await browser.Http.GetAsync("/common/discovery/v2.0/keys", TestContext.Current.CancellationToken).OkAsync();

        var key = Assert.Single(keys["keys"]!.AsArray())!.AsObject();
        Assert.Equal(["alg", "e", "issuer", "kid", "kty", "n", "use"], key.Select(member => member.Key).Order());
    }

    [Theory]
    [InlineData("v2.0/.well-known/openid-configuration")]
    [InlineData("discovery/v2.0/keys")]
    public async Task A_tenant_that_does_not_exist_is_refused(string path)
    {
        var emulator = shared.Emulator;
        using var browser = new Browser(emulator);

        await browser.Http.GetAsync($"/tailspin.example/{path}", TestContext.Current.CancellationToken).RefusedAsync("invalid_tenant", 90002);
    }

    [Fact]
    public async Task Instance_discovery_names_this_host_alone()
    {
        var emulator = shared.Emulator;
        using var browser = new Browser(emulator);

        var discovery = await browser.Http.GetAsync("/common/discovery/instance?api-version=1.1", TestContext.Current.CancellationToken).OkAsync();

        Assert.Equal(emulator.Base.Authority, (string)Assert.Single(discovery["metadata"]!.AsArray())!["preferred_network"]!);
    }

    [Theory]
    [InlineData("http://localhost:5173", true)]
    [InlineData("http://127.0.0.1:40000", true)]
    [InlineData("https://attacker.example", false)]
    [InlineData("null", false)]
    public async Task Pages_of_this_machine_alone_may_read_the_answers(string origin, bool allowed)
    {
        var emulator = shared.Emulator;
        using var browser = new Browser(emulator);

        foreach (var path in (string[])["/organizations/v2.0/.well-known/openid-configuration", "/organizations/discovery/v2.0/keys", "/organizations/v1.0/users"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Origin", origin } } };
            using var response = await browser.Http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(allowed, response.Headers.Contains("Access-Control-Allow-Origin"));
        }

        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/organizations/oauth2/v2.0/token") { Headers = { { "Origin", origin }, { "Access-Control-Request-Method", "POST" } } };
        using var answer = await browser.Http.SendAsync(preflight, TestContext.Current.CancellationToken);
        Assert.Equal(allowed, answer.Headers.Contains("Access-Control-Allow-Origin"));
    }
}
