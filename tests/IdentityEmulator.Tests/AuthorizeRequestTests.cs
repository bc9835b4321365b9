using System.Net;
using Microsoft.AspNetCore.WebUtilities;

namespace IdentityEmulator.Tests;

/// <summary>Requests that must not lead to a sign-in, and where each error is reported.</summary>
public class AuthorizeRequestTests(SharedEmulator shared)
{
    [Theory]
    [InlineData("client_id", "11111111-0000-4000-8000-000000000001", "AADSTS700016")]
    [InlineData("client_id", null, "AADSTS900144")]
    [InlineData("redirect_uri", null, "AADSTS900144")]
    [InlineData("redirect_uri", "https://attacker.example/signin", "AADSTS50011")]
    [InlineData("redirect_uri", "http://localhost.attacker.example/", "AADSTS50011")]
    [InlineData("redirect_uri", "http://localhost@attacker.example/", "AADSTS50011")]
    [InlineData("redirect_uri", "http://user@localhost/", "AADSTS50011")]
    [InlineData("redirect_uri", "javascript:alert(1)", "AADSTS50011")]
    [InlineData("redirect_uri", "//localhost/signin", "AADSTS50011")]
    [InlineData("redirect_uri", "http://localhost:5173/#fragment", "AADSTS50011")]
    [InlineData("redirect_uri", "http://169.254.169.254/", "AADSTS50011")]
    public async Task Without_a_client_and_address_it_trusts_the_emulator_redirects_nowhere(string parameter, string? value, string code)
    {
        var emulator = shared.Emulator;
        using var browser = new Browser(emulator);

        using var response = await browser.AuthorizeAsync(changes: (parameter, value));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Null(response.Headers.Location);
        Assert.Contains(code, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("response_type", "token", "unsupported_response_type")]
    [InlineData("response_type", null, "invalid_request")]
    [InlineData("response_mode", "form_post", "invalid_request")]
    [InlineData("prompt", "create", "invalid_request")]
    [InlineData("code_challenge", null, "invalid_request")]
    [InlineData("code_challenge", "too-short", "invalid_request")]
    [InlineData("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw+cM", "invalid_request")]
    [InlineData("code_challenge_method", "plain", "invalid_request")]
    [InlineData("code_challenge_method", null, "invalid_request")]
    [InlineData("scope", null, "invalid_request")]
    [InlineData("scope", "openid Calendars.ReadWrite", "invalid_scope")]
    [InlineData("scope", $"openid {Sample.ReadWrite}.All", "invalid_scope")]
    [InlineData("scope", "api://22222222-0000-4000-8000-000000000001/Calendars.Read", "invalid_scope")]
    public async Task Any_other_fault_is_told_to_the_client(string parameter, string? value, string error)
    {
        var emulator = shared.Emulator;
        using var browser = new Browser(emulator);

        using var response = await browser.AuthorizeAsync(changes: (parameter, value));

        var answer = Answer.Of(response);
        Assert.Equal((error, "a state"), (answer["error"], answer["state"]));
        Assert.StartsWith("AADSTS", answer["error_description"], StringComparison.Ordinal);
        Assert.StartsWith(Sample.RedirectUri, answer.Location.AbsoluteUri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_parameter_given_twice_is_refused()
    {
        var emulator = shared.Emulator;
        using var browser = new Browser(emulator);
        var url = QueryHelpers.AddQueryString("/organizations/oauth2/v2.0/authorize", browser.Request());

        using var response = await browser.Http.GetAsync($"{url}&redirect_uri=http://localhost:1/", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task A_tenant_that_does_not_exist_is_a_page()
    {
        var emulator = shared.Emulator;
        using var browser = new Browser(emulator);

        using var response = await browser.AuthorizeAsync("tailspin.example");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Null(response.Headers.Location);
    }

    [Fact]
    public async Task A_choice_posted_by_another_site_is_refused()
    {
        var emulator = shared.Emulator;
        using var browser = new Browser(emulator);
        using var post = new HttpRequestMessage(HttpMethod.Post, QueryHelpers.AddQueryString("/organizations/oauth2/v2.0/authorize", browser.Request()))
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("user", Sample.AdeleId)]),
            Headers = { { "Sec-Fetch-Site", "cross-site" } },
        };

        using var response = await browser.Http.SendAsync(post, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task A_user_of_another_tenant_cannot_be_chosen_at_a_tenant_of_its_own()
    {
        var emulator = shared.Emulator;
        using var browser = new Browser(emulator);
        using var choice = new FormUrlEncodedContent([KeyValuePair.Create("user", Sample.AdeleId)]);

        using var response = await browser.Http.PostAsync(
            QueryHelpers.AddQueryString($"/{Sample.Fabrikam}/oauth2/v2.0/authorize", browser.Request()), choice, TestContext.Current.CancellationToken);

        Assert.Equal("access_denied", Answer.Of(response)["error"]);
    }

    [Fact]
    public async Task Only_names_of_this_machine_are_answered()
    {
        var emulator = shared.Emulator;
        using var browser = new Browser(emulator);
        using var rebound = new HttpRequestMessage(HttpMethod.Get, "/organizations/v2.0/.well-known/openid-configuration") { Headers = { Host = "attacker.example" } };

        using var response = await browser.Http.SendAsync(rebound, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }
}
